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

/** Tells what a person can change from what is a mistake in Holdfast. */
public final class Failures {
    private Failures() {}

    /**
     * Prints why a command failed: a sentence where a person can change something, else a stack trace.
     *
     * @return the exit status, 1
     */
    public static int report(Exception failure, CommandLine command, ParseResult parsed) {
        explain(failure)
                .ifPresentOrElse(
                        sentence -> command.getErr().println("holdfast: " + sentence),
                        () -> failure.printStackTrace(command.getErr()));
        return 1;
    }

    /**
     * The sentence for a person.
     *
     * @param failure what ended a command
     * @return nothing for a mistake in Holdfast, of which the stack trace says more
     */
    static Optional<String> explain(Throwable failure) {
        return switch (failure) {
            case CannotContinue known -> Optional.of(String.valueOf(known.getMessage()));
            case UncheckedIOException wrapped when wrapped.getCause() != null -> explain(wrapped.getCause());
            case AccessDeniedException denied ->
                Optional.of(
                        "%s may not be read or written by this user: change its permissions, or set HOLDFAST_HOME to a folder of your own."
                                .formatted(denied.getFile()));
            case NoSuchFileException missing -> Optional.of("%s is missing.".formatted(missing.getFile()));
            case FileSystemException other ->
                Optional.of("%s cannot be used: %s."
                        .formatted(
                                other.getFile(),
                                other.getReason() == null ? other.getClass().getSimpleName() : other.getReason()));
            case IOException other -> Optional.of("It cannot be read or written: %s.".formatted(other.getMessage()));
            default -> Optional.empty();
        };
    }
}
