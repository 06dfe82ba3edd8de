@echo off
rem The command line of WSOL for the JVM on Windows: builds itself on first use in a checkout, or runs the jars beside it.
rem JAVA_HOME: the Java to use (17 or newer).  WSOL_OPTS: further options for Java, for example -Xmx8g
rem WSOL_CLASSPATH: jars with plug-ins of your own, put in front of the class path.
rem After changing sources, run mvnw.cmd -DskipTests package.
setlocal
set "home=%~dp0"
if defined JAVA_HOME (set "java=%JAVA_HOME%\bin\java.exe") else (set "java=java.exe")
"%java%" -version >nul 2>&1
if errorlevel 1 (
    echo wsol: no Java found; install a JDK 17 or newer or set JAVA_HOME 1>&2
    exit /b 1
)
if not exist "%home%pom.xml" goto release
if not exist "%home%wsol-cli\target\class-path.txt" (
    echo wsol: building on first use; this downloads about 360 MB once and takes one to five minutes 1>&2
    pushd "%home%"
    call mvnw.cmd -q -B -Dmaven.test.skip=true -Dwsol.quick package 1>&2
    if errorlevel 1 (
        popd
        echo wsol: the build failed 1>&2
        exit /b 1
    )
    popd
)
set /p dependencies=<"%home%wsol-cli\target\class-path.txt"
set "classpath_of_wsol=%home%wsol-cli\target\wsol-cli.jar;%dependencies%"
goto run
:release
set "classpath_of_wsol=%home%lib\*"
:run
if not defined WSOL_CLASSPATH goto start
for %%e in ("%WSOL_CLASSPATH:;=" "%") do (
    if not "%%~e"=="" if not exist "%%~e" (
        echo wsol: WSOL_CLASSPATH names '%%~e', which does not exist; name jars or class folders, separated by ';' 1>&2
        exit /b 2
    )
)
set "classpath_of_wsol=%WSOL_CLASSPATH%;%classpath_of_wsol%"
:start
"%java%" -XX:+UseSerialGC -Xms64m -XX:MaxRAMPercentage=25 -Djava.awt.headless=true "-Dwsol.home=%home%." %WSOL_OPTS% -cp "%classpath_of_wsol%" org.wsol.cli.Main %*
exit /b %errorlevel%
