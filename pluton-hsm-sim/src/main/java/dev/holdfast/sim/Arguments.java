package dev.holdfast.sim;

import dev.holdfast.sim.disk.DiskFile;
import dev.holdfast.sim.disk.UnusableFileException;
import dev.holdfast.sim.disk.YamlException;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.scenario.ScenarioException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What picocli cannot check about arguments: whether what they name is there and makes sense. */
final class Arguments {
    private static final int LONGEST_PEM = 16 * 1024;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Arguments() {}

    /** Something that an argument leads to. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws IOException;
    }

    /** Returns what {@code --full-size} says. */
    static ImageSizes sizes(boolean full) {
        return full ? ImageSizes.FULL : ImageSizes.SCALED_DOWN;
    }

    /**
     * Reads the root of all device certificates.
     *
     * @return its PEM as it stands in the file
     * @throws UnusableFileException when there is none, or something else than one certificate
     */
    static String rootCertificate(Path file) throws IOException {
        DiskFile disk =
                new DiskFile(file, LONGEST_PEM, "Name the file with the root of all device certificates, in PEM.");
        String pem = disk.text();
        try {
            int found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .size();
            if (found != 1) {
                throw disk.unusable("holds " + found + " certificates and should hold one");
            }
            return pem;
        } catch (CertificateException e) {
            throw disk.unusable("is not a certificate in PEM", e);
        }
    }

    /** Returns {@code count}, which makes sense from 1 on. */
    static int atLeastOne(CommandSpec spec, String option, int count) {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), option + " is 1 at least, not " + count + ".");
        }
        return count;
    }

    /** Requires a time that passes, and passes within a century. */
    static void requirePause(CommandSpec spec, String option, Duration pause) {
        if (!pause.isPositive() || pause.compareTo(LONGEST) > 0) {
            throw new ParameterException(
                    spec.commandLine(), option + " is above PT0S and " + LONGEST + " at most, not " + pause + ".");
        }
    }

    /** Takes a step that fails for wrong arguments only; such a failure ends the command with exit code 2. */
    static <T> T checked(CommandSpec spec, Step<T> step) throws IOException {
        try {
            return step.take();
        } catch (IllegalArgumentException
                | ScenarioException
                | FileNotFoundException
                | NoSuchFileException
                | NotDirectoryException
                | MalformedInputException
                | UnusableFileException
                | YamlException e) {
            throw new ParameterException(spec.commandLine(), inWords(e), e);
        }
    }

    /** Says a failure in a sentence: the JDK's of files are a name and nothing more. */
    static String inWords(Exception failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "There is no file " + missing.getFile() + ".";
            case NotDirectoryException file -> file.getFile() + " is no directory.";
            case AccessDeniedException closed -> closed.getFile() + " may not be read or written by this user.";
            case FileAlreadyExistsException there -> there.getFile() + " is there already and is something else.";
            case MalformedInputException _ -> "What should be text in UTF-8 is not.";
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    /** Reads a span of time. */
    static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no duration such as PT15S, PT5M or P1D");
        }
    }

    /** Reads an address. */
    static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new TypeConversionException("'" + text + "' is no address such as https://localhost:8443");
        }
    }
}
