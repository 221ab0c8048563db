package dev.holdfast.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.sim.disk.DiskFile;
import dev.holdfast.sim.disk.UnusableFileException;
import dev.holdfast.sim.disk.YamlException;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.factory.InstallationKeys;
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

/** Checks of arguments that picocli does not do, such as whether a file exists. */
final class Arguments {
    private static final int LONGEST_TRUST = 64 * 1024;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Arguments() {}

    /** A step that uses an argument. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws IOException;
    }

    static ImageSizes sizes(boolean full) {
        return full ? ImageSizes.FULL : ImageSizes.SCALED_DOWN;
    }

    /**
     * Reads the response of {@code GET trust}: the installation's public keys.
     *
     * @throws UnusableFileException when the file is missing or something else
     */
    static InstallationKeys trust(Path file) throws IOException {
        DiskFile disk = new DiskFile(file, LONGEST_TRUST, "Pass the response of GET trust.");
        try {
            InstallationKeys keys = InstallationKeys.of(new ObjectMapper().readTree(disk.bytes()));
            int certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(keys.rootCertificatePem().getBytes(StandardCharsets.UTF_8)))
                    .size();
            if (certificates != 1) {
                throw disk.unusable("holds " + certificates + " root certificates, expected one");
            }
            return keys;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw disk.unusable("does not hold the keys of an installation", e);
        } catch (CertificateException e) {
            throw disk.unusable("has a root certificate that is not in PEM", e);
        }
    }

    /** Returns {@code count} if it is at least 1. */
    static int atLeastOne(CommandSpec spec, String option, int count) {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), option + " must be at least 1, not " + count + ".");
        }
        return count;
    }

    /** Requires a duration above 0 and up to a century. */
    static void requirePause(CommandSpec spec, String option, Duration pause) {
        if (!pause.isPositive() || pause.compareTo(LONGEST) > 0) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be above PT0S and at most " + LONGEST + ", not " + pause + ".");
        }
    }

    /** Runs a step that fails only for wrong arguments. A failure ends the command with exit code 2. */
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
            throw new ParameterException(spec.commandLine(), sentence(e), e);
        }
    }

    /** Returns the failure as a sentence. For files, the JDK's message is only a path. */
    static String sentence(Exception failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "File not found: " + missing.getFile() + ".";
            case NotDirectoryException file -> file.getFile() + " is not a directory.";
            case AccessDeniedException closed -> closed.getFile() + ": permission denied.";
            case FileAlreadyExistsException there -> there.getFile() + " already exists.";
            case MalformedInputException _ -> "The file is not UTF-8 text.";
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a duration such as PT15S, PT5M or P1D");
        }
    }

    static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new TypeConversionException("'" + text + "' is not an address such as https://localhost:8443");
        }
    }
}
