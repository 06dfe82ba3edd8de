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
 * One of the tasks that run a command together. They first exchange the addresses of their processes and then start
 * these. A process that cannot continue fails its task and thereby all tasks, unless the first process reports the
 * reason.
 */
final class GroupTask extends AbstractFunction1<Iterator<Launch>, Iterator<String>> implements Serializable {
    private static final long serialVersionUID = 1;

    /** The exit code of a process that lost another one. */
    private static final int LOST = 130;

    /** The exit code of all processes of a failed training. */
    private static final int FAILED = 3;

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

    /**
     * A free port, which the process will use shortly; if another process takes it first, the attempt fails and is
     * repeated.
     */
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
            throw failed(who + " lost its partners", false);
        }
        if (rank > 0 && code != 0 && code != FAILED) {
            throw failed(who + ": " + lastLine(Path.of(launch.console())) + " (exit code " + code + ")", true);
        }
    }

    private static IOException failed(String reason, boolean permanent) {
        return new IOException(new MemberFailure(reason, permanent).text());
    }

    private static String lastLine(Path console) throws IOException {
        List<String> lines = new String(Files.readAllBytes(console), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
