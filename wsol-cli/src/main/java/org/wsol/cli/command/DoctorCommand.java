package org.wsol.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wsol.cli.doctor.CheckUp;
import org.wsol.cli.doctor.CheckUpText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code wsol doctor}: the hardware and software of this machine, its speed, and recommendations. Exits with 1 on wrong
 * gradients.
 */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks this machine: Java, CPU, native library, speed and gradients; suggests changes.")
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints the findings as JSON.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        CheckUp found = CheckUp.run();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(found));
        } else {
            CheckUpText.lines(found).forEach(out::println);
        }
        out.flush();
        return found.gradientsAreRight() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static String toJson(CheckUp found) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Map<String, Object> java = Map.of(
                "version", found.machine().javaVersion(),
                "vendor", found.machine().javaVendor(),
                "home", found.machine().javaHome());
        Map<String, Object> findings = new LinkedHashMap<>();
        findings.put("java", java);
        findings.put("system", found.machine().system());
        findings.put("cpu", found.machine().cpu());
        findings.put("gpus", found.machine().gpus());
        findings.put("backend", found.backend());
        findings.put("freeDiskBytes", found.machine().freeDiskBytes());
        findings.put("gemmGigaflops", found.gemmGigaflops());
        findings.put("convolutionGigaflops", found.convolutionGigaflops());
        findings.put("gradientError", found.gradientError());
        findings.put("gradientsAreRight", found.gradientsAreRight());
        findings.put("advice", found.advice());
        return mapper.writeValueAsString(findings);
    }
}
