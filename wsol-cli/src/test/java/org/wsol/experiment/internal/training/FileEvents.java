package org.wsol.experiment.internal.training;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Records file events below a folder while another process works there. */
final class FileEvents implements AutoCloseable {
    private final WatchService watcher;
    private final Map<WatchKey, Path> watched = new HashMap<>();

    FileEvents(Path folder) throws IOException {
        this.watcher = folder.getFileSystem().newWatchService();
        watch(folder);
    }

    /** Waits for the given number of events of files of a kind; returns false if the process ended before. */
    boolean await(Predicate<Path> kind, int count, Process process) throws IOException, InterruptedException {
        int seen = 0;
        while (process.isAlive()) {
            WatchKey key = watcher.poll(50, TimeUnit.MILLISECONDS);
            if (key == null) {
                continue;
            }
            Path folder = watched.get(key);
            for (WatchEvent<?> event : key.pollEvents()) {
                if (event.context() instanceof Path name) {
                    Path file = folder.resolve(name);
                    watchNew(file);
                    seen += kind.test(file) ? 1 : 0;
                }
            }
            key.reset();
            if (seen >= count) {
                return process.isAlive();
            }
        }
        return false;
    }

    private void watchNew(Path file) throws IOException {
        if (file.toFile().isDirectory() && !watched.containsValue(file)) {
            watch(file);
        }
    }

    private void watch(Path folder) throws IOException {
        try {
            watched.put(
                    folder.register(
                            watcher,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE),
                    folder);
        } catch (IOException e) {
            if (folder.toFile().isDirectory()) {
                throw e;
            }
            return; // a draft that was renamed meanwhile
        }
        File[] children = folder.toFile().listFiles(File::isDirectory);
        for (File child : children == null ? new File[0] : children) {
            watchNew(child.toPath());
        }
    }

    @Override
    public void close() throws IOException {
        watcher.close();
    }
}
