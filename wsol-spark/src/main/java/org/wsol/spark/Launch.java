package org.wsol.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private static final String TOKEN = "WSOL_EXCHANGE_TOKEN";

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

    /** The same with a word by which the processes of one attempt recognize each other. */
    Launch withToken(String token) {
        Map<String, String> more = new java.util.HashMap<>(environment);
        more.put(TOKEN, token);
        return of(options, arguments, more, directory, console);
    }

    /**
     * The word by which the processes of this attempt recognize each other.
     *
     * @throws IllegalStateException if there is none
     */
    String token() {
        return Optional.ofNullable(environment.get(TOKEN))
                .orElseThrow(() -> new IllegalStateException("a process of a group needs a token"));
    }

    /**
     * The same for one of several workers; the output of the first one goes to the same file as that of a single
     * worker.
     *
     * @param port the port of this machine at which the process reports its own and gets the addresses of all
     */
    Launch asMember(int rank, int port) {
        List<String> more = new ArrayList<>(arguments);
        more.add("--exchange=" + rank + "@" + port);
        String output = rank == 0 ? console : console.replaceFirst("(\\.[a-z]+)?$", "-" + rank + "$1");
        return of(options, more, environment, directory, output);
    }
}
