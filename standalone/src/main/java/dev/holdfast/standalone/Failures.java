package dev.holdfast.standalone;

import dev.holdfast.standalone.config.CannotContinue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Explains failures: in one sentence if you can fix the cause, with a stack trace if it is a bug. */
public final class Failures {
    private Failures() {}

    /**
     * Prints why a command failed. The signature is that of picocli's {@code IExecutionExceptionHandler}.
     *
     * @param parsed not used
     * @return the exit code, 1
     */
    public static int report(Exception failure, CommandLine command, ParseResult parsed) {
        explain(failure)
                .ifPresentOrElse(
                        sentence -> command.getErr().println("holdfast: " + sentence),
                        () -> failure.printStackTrace(command.getErr()));
        return 1;
    }

    /**
     * Returns the sentence that explains the failure.
     *
     * @return empty for a bug in Holdfast
     */
    static Optional<String> explain(Throwable failure) {
        return switch (failure) {
            case CannotContinue known -> Optional.of(String.valueOf(known.getMessage()));
            case UncheckedIOException wrapped when wrapped.getCause() != null -> explain(wrapped.getCause());
            case AccessDeniedException denied ->
                Optional.of(
                        "No permission to read or write %s. Change its permissions, or set HOLDFAST_HOME to a folder of your own."
                                .formatted(denied.getFile()));
            case NoSuchFileException missing -> Optional.of("File not found: %s.".formatted(missing.getFile()));
            case FileSystemException other ->
                Optional.of("Cannot use %s: %s."
                        .formatted(
                                other.getFile(),
                                other.getReason() == null ? other.getClass().getSimpleName() : other.getReason()));
            case IOException other -> Optional.of("Input or output failed: %s.".formatted(other.getMessage()));
            default -> Optional.empty();
        };
    }
}
