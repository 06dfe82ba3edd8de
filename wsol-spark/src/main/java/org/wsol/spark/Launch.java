package org.wsol.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The data that a task needs to start a process. Lists and maps have types that every Java version can serialize.
 *
 * @param options options of Java, its class path among them
 * @param arguments main class and arguments
 * @param environment variables to set
 * @param directory working directory, accessible to the worker
 * @param console file to which output is appended
 */
record Launch(
        ArrayList<String> options,
        ArrayList<String> arguments,
        java.util.HashMap<String, String> environment,
        String directory,
        String console)
        implements Serializable {

    static Launch of(
            List<String> options,
            List<String> arguments,
            Map<String, String> environment,
            String directory,
            String console) {
        return new Launch(
                new ArrayList<>(options),
                new ArrayList<>(arguments),
                new java.util.HashMap<>(environment),
                directory,
                console);
    }

    /** The same with another variable. */
    Launch with(String variable, String value) {
        Map<String, String> more = new java.util.HashMap<>(environment);
        more.put(variable, value);
        return of(options, arguments, more, directory, console);
    }

    /**
     * The same for one of several workers; the output of the first one goes to the same file as that of a single
     * worker.
     */
    Launch asMember(int rank, List<String> addresses) {
        List<String> more = new ArrayList<>(arguments);
        more.add("--exchange=" + rank + "@" + String.join(",", addresses));
        String output = rank == 0 ? console : console.replaceFirst("(\\.[a-z]+)?$", "-" + rank + "$1");
        return of(options, more, environment, directory, output);
    }
}
