package org.wsol.experiment.internal.runfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.StorageException;

class RunLockTest {
    private static final String ELSEWHERE = "{\"pid\":1,\"host\":\"c0ffee\",\"scope\":\"another container\","
            + "\"started\":\"x\",\"since\":\"2026-01-01T00:00:00Z\",\"token\":\"t\"}";

    @TempDir
    Path folder;

    private Path lock(String content, Duration age) throws IOException {
        Path file = Files.writeString(folder.resolve("run.lock"), content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        return file;
    }

    @Test
    void ownerOnAnotherHostKeepsTheLockWhileRenewingIt() throws IOException {
        Path file = lock(ELSEWHERE, Duration.ofSeconds(50));
        assertThat(RunLock.isHeld(folder)).isTrue();
        assertThat(RunLock.tryAcquire(folder)).isEmpty();
        assertThat(RunLock.describeOwner(folder))
                .contains("process 1 on c0ffee since 2026-01-01T00:00:00Z", file.toString());
    }

    @Test
    void killedOwnerOnAnotherHostLosesTheLockAfterAMinute() throws IOException {
        lock(ELSEWHERE, Duration.ofSeconds(70));
        assertThat(RunLock.isHeld(folder)).isFalse();
        try (RunLock taken = RunLock.tryAcquire(folder).orElseThrow()) {
            assertThat(RunLock.isHeld(folder)).isTrue();
            taken.requireHeld();
        }
        assertThat(folder.resolve("run.lock")).doesNotExist();
    }

    @Test
    void damagedLockIsTreatedAsAbandoned() throws IOException {
        for (String content : new String[] {"", "{", "[]", "{\"pid\":\"x\"}"}) {
            lock(content, Duration.ofSeconds(10));
            assertThat(RunLock.isHeld(folder)).as(content).isTrue();
            lock(content, Duration.ofSeconds(70));
            assertThat(RunLock.isHeld(folder)).as(content).isFalse();
        }
    }

    @Test
    void renewsTheLockByTheClockOfTheFileSystem() throws IOException, InterruptedException {
        try (RunLock held = RunLock.tryAcquire(folder, Duration.ofMillis(20)).orElseThrow()) {
            Path file = folder.resolve("run.lock");
            FileTime old = FileTime.from(Instant.now().minusSeconds(600));
            Files.setLastModifiedTime(file, old);
            waitUntil(() -> !Files.getLastModifiedTime(file).equals(old));
            assertThat(held.isLost()).isFalse();
        }
    }

    @Test
    void formerOwnerDoesNotWriteAfterLosingTheLock() throws IOException, InterruptedException {
        try (RunLock held = RunLock.tryAcquire(folder, Duration.ofMillis(20)).orElseThrow()) {
            Path theirs = Files.writeString(folder.resolve("theirs"), ELSEWHERE);
            Files.move(theirs, folder.resolve("run.lock"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            waitUntil(held::isLost);
            assertThatThrownBy(held::requireHeld)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("taken over by process 1 on c0ffee");
        }
        assertThat(folder.resolve("run.lock")).as("the other's lock stays").hasContent(ELSEWHERE);
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void waitUntil(Condition condition) throws IOException, InterruptedException {
        for (int i = 0; i < 500 && !condition.holds(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.holds()).isTrue();
    }
}
