package org.wsol.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * One of the tasks that carry out a command together. They tell each other once where their processes will listen, and then start
 * these. A process that cannot go on fails its task, and with it all of them, unless the first process will say why.
 */
final class GroupTask extends AbstractFunction1<Iterator<Launch>, Iterator<String>> implements Serializable {
    private static final long serialVersionUID = 1;

    /** What a process ends with that lost another one. */
    private static final int LOST = 130;

    /** What all processes of a training end with when it fails. */
    private static final int FAILED = 3;

    /** How a message ends for whose reason another attempt is no help. */
    static final String FINAL = " ends it)";

    @Override
    public Iterator<String> apply(Iterator<Launch> launches) {
        BarrierTaskContext tasks = BarrierTaskContext.get();
        int rank = tasks.partitionId();
        String host = tasks.getTaskInfos()[rank].address().replaceAll(":\\d+$", "");
        String[] all = tasks.allGather(host + ":" + freePort());
        Launch launch = launches.next().asMember(rank, List.of(all));
        try {
            String end = new WorkerProcess().call(launch);
            requireGood(rank, end, launch);
            return CollectionConverters.asScala(List.of(end).iterator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Free now: the process will take it in a moment; should another one be quicker, the attempt fails and is repeated. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    private static void requireGood(int rank, String end, Launch launch) throws IOException {
        int space = end.lastIndexOf(' ');
        int code = Integer.parseInt(end.substring(space + 1));
        String who = "worker " + rank + " on " + end.substring(0, space);
        if (code == LOST) {
            throw new IOException(who + " lost its partners");
        }
        if (rank > 0 && code != 0 && code != FAILED) {
            throw new IOException(who + ": " + lastLine(Path.of(launch.console())) + " (exit code " + code + FINAL);
        }
    }

    private static String lastLine(Path console) throws IOException {
        List<String> lines = new String(Files.readAllBytes(console), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
