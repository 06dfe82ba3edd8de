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
}
