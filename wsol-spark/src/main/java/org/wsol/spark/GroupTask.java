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
 * these. A process that cannot continue fails its task and thereby all tasks; a failed run does not, as all processes
 * end then, and the first one writes the reason into its folder.
 */
final class GroupTask extends AbstractFunction1<Iterator<Launch>, Iterator<String>> implements Serializable {
    private static final long serialVersionUID = 1;

    /** The exit code of a process that lost another one. */
    private static final int LOST = 130;

    /** The exit code of all processes of a failed training. */
    private static final int FAILED = 3;

    /** The exit code of a process that cannot read or write files. */
    private static final int STORAGE = 4;

    /** The time between the end of a connection and the end of the process that closed it. */
    private static final long GRACE_MILLIS = 5000;

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

    /** Passes on how the first process ended if the run's folder says more about it; all other ends are failures. */
    private static void requireGood(int rank, String end, Launch launch) throws IOException {
        int space = end.lastIndexOf(' ');
        int code = Integer.parseInt(end.substring(space + 1));
        String who = "worker " + rank + " on " + end.substring(0, space);
        if (code == LOST) {
            letTheLostOneReport();
            throw failed(who + " lost its partners", MemberFailure.Kind.PASSING);
        }
        if (code != 0 && code != FAILED) {
            throw failed(
                    who + ": " + lastLine(Path.of(launch.console())) + " (exit code " + code + ")",
                    code == STORAGE ? MemberFailure.Kind.STORAGE : MemberFailure.Kind.PERMANENT);
        }
    }

    /** The first failure of a task is the reason that the driver gets, so that of the partner must come first. */
    private static void letTheLostOneReport() {
        try {
            Thread.sleep(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it has reported, and this task was cancelled
        }
    }

    private static IOException failed(String reason, MemberFailure.Kind kind) {
        return new IOException(new MemberFailure(reason, kind).text());
    }

    private static String lastLine(Path console) throws IOException {
        List<String> lines = new String(Files.readAllBytes(console), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
