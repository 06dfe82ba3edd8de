package org.wsol.cli.command;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. Java has no public interface for them: {@code sun.misc.Signal} is accessed by
 * reflection, because the compiler warns about direct use.
 */
final class Signals {
    private Signals() {}

    /**
     * Runs an action when a signal arrives, in a separate thread.
     *
     * @param name {@code INT}, {@code TERM} or {@code HUP}
     * @return restores the previous handler
     * @throws IllegalStateException if this Java does not support signals, or not this one
     */
    static Runnable handle(String name, Runnable action) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = type.getConstructor(String.class).newInstance(name);
            Method handle = type.getMethod("handle", type, handlerType);
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                        if (method.getDeclaringClass() != Object.class) {
                            action.run();
                            return null;
                        }
                        return method.invoke(action, arguments);
                    });
            Object former = handle.invoke(null, signal, handler);
            return () -> restore(handle, signal, former);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("signal " + name + " cannot be handled", e);
        }
    }

    private static void restore(Method handle, Object signal, Object former) {
        try {
            handle.invoke(null, signal, former);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the handler of " + signal + " cannot be restored", e);
        }
    }
}
