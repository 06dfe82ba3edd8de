package org.wsol.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The data that a task needs to start a process. Lists and maps are of kinds that every Java can serialize.
 *
 * @param options options of Java, its class path among them
 * @param arguments main class and arguments
 * @param environment variables to set
 * @param directory working directory, which the worker sees as well
 * @param console file that output is appended to
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

    /** The same for one of several workers; the first one's output goes where that of a single one would. */
    Launch asMember(int rank, List<String> addresses) {
        List<String> more = new ArrayList<>(arguments);
        more.add("--exchange=" + rank + "@" + String.join(",", addresses));
        String output = rank == 0 ? console : console.replaceFirst("(\\.[a-z]+)?$", "-" + rank + "$1");
        return of(options, more, environment, directory, output);
    }
}
