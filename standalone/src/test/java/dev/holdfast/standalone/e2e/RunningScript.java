package dev.holdfast.standalone.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script that runs in the background until it is stopped. */
final class RunningScript implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    RunningScript(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Reads the output up to the first line that matches the pattern. */
    Matcher line(Pattern pattern) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            all.append(line).append('\n');
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
        throw new AssertionError("The script ended without a line that matches " + pattern + ":\n" + all);
    }

    /** Stops the running command. The rest of its output can still be read. */
    void stop() {
        process.descendants().forEach(ProcessHandle::destroy);
    }

    @Override
    public void close() {
        List<ProcessHandle> commands = process.descendants().toList();
        commands.forEach(ProcessHandle::destroy);
        // They write to the folder of the script until they end.
        commands.forEach(command -> command.onExit().join());
        process.destroy();
        process.onExit().join();
    }
}
