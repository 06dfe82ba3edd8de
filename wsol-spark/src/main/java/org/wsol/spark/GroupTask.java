package org.wsol.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.BarrierTaskContext;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * One of the tasks that run a command together. Each starts a process; then they exchange the addresses of these. A process that cannot continue fails its task and thereby all tasks; a failed run does not, as all processes
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
        try {
            String end = run(tasks, launches.next());
            return CollectionConverters.asScala(List.of(end).iterator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(BarrierTaskContext tasks, Launch launch) throws IOException {
        int rank = tasks.partitionId();
        try (AddressExchange addresses = new AddressExchange();
                LaunchedProcess process = LaunchedProcess.start(launch.asMember(rank, addresses.port()))) {
            boolean joined = join(tasks, launch.token(), addresses, process);
            String end = process.end();
            requireGood("worker " + rank + " on ", end, joined, process.console());
            return end;
        }
    }

    /**
     * Tells the process the addresses of all; false if it has ended before.
     *
     * @param addresses closed at the end, as a process that waits for addresses does not react to other requests
     */
    private static boolean join(
            BarrierTaskContext tasks, String token, AddressExchange addresses, LaunchedProcess process)
            throws IOException {
        try (addresses) {
            OptionalInt port = addresses.await(process, token);
            if (port.isPresent()) {
                String host =
                        tasks.getTaskInfos()[tasks.partitionId()].address().replaceAll(":\\d+$", "");
                addresses.reply(List.of(tasks.allGather(host + ":" + port.getAsInt())));
            }
            return port.isPresent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end of the process is requested and awaited
            return false;
        }
    }

    /** Passes on how the first process ended if the run's folder says more about it; all other ends are failures. */
    private static void requireGood(String member, String end, boolean joined, String console) throws IOException {
        int space = end.lastIndexOf(' ');
        int code = Integer.parseInt(end.substring(space + 1));
        String who = member + end.substring(0, space);
        if (code == LOST) {
            letTheLostOneReport();
            throw failed(who + " lost its partners", MemberFailure.Kind.PASSING);
        }
        if (!joined || (code != 0 && code != FAILED)) {
            throw failed(
                    who + ": " + lastLine(Path.of(console)) + " (exit code " + code + ")",
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
