package org.wsol.experiment.internal.runfolder;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wsol.core.WsolException;

/**
 * The owner of a lock.
 *
 * @param pid its process id
 * @param host its host name
 * @param scope the scope in which process ids are valid: one boot of one machine or one container; empty if unknown
 * @param started start time of the process, as reported by the system
 * @param since time at which the lock was acquired
 * @param token a unique token per acquisition
 */
record LockOwner(long pid, String host, String scope, String started, String since, String token) {

    /** This process as a new owner. */
    static LockOwner self() {
        return new LockOwner(
                ProcessHandle.current().pid(),
                localHost(),
                localScope(),
                started(ProcessHandle.current()),
                Instant.now().toString(),
                UUID.randomUUID().toString());
    }

    /** The owner in a lock file; empty if the file is missing or damaged. */
    static Optional<LockOwner> read(Path file) {
        try {
            return Optional.of(of(Json.parse(Files.readString(file), file.toString())));
        } catch (IOException | WsolException e) {
            return Optional.empty();
        }
    }

    private static LockOwner of(Map<String, Object> fields) {
        return new LockOwner(
                fields.get("pid") instanceof Number number ? number.longValue() : 0,
                text(fields, "host"),
                text(fields, "scope"),
                text(fields, "started"),
                text(fields, "since"),
                text(fields, "token"));
    }

    private static String text(Map<String, Object> fields, String key) {
        return fields.get(key) instanceof String text ? text : "";
    }

    /** The content of a lock file. */
    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pid", pid);
        fields.put("host", host);
        fields.put("scope", scope);
        fields.put("started", started);
        fields.put("since", since);
        fields.put("token", token);
        return Json.line(fields);
    }

    /** Whether this process can determine if the owner is alive. */
    boolean isVisible() {
        return !scope.isEmpty() && scope.equals(localScope());
    }

    /** Whether the owner's process is alive; only for visible owners. */
    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(handle -> started(handle).equals(started))
                .orElse(false);
    }

    /** A description for messages. */
    String describe() {
        return "process " + pid + " on " + host + (since.isEmpty() ? "" : " since " + since);
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost"; // a machine without a host name
        }
    }

    /** On Linux the boot id and the namespace of process ids, which differs per container; otherwise the host name. */
    private static String localScope() {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            boolean linux = System.getProperty("os.name", "").startsWith("Linux");
            return linux ? "" : localHost(); // if it is hidden on Linux, this may be a container
        }
    }
}
