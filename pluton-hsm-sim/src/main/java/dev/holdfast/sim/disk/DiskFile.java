package dev.holdfast.sim.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is read as a whole, up to a maximum length.
 *
 * @param path path of the file
 * @param longest maximum length in bytes
 * @param remedy what to do when the file is unusable, as a sentence
 */
public record DiskFile(Path path, int longest, String remedy) {
    /** Returns an exception for this file. */
    public UnusableFileException unusable(String why) {
        return new UnusableFileException(path, why, remedy);
    }

    /** Returns an exception for this file, with a cause. */
    public UnusableFileException unusable(String why, Throwable cause) {
        return new UnusableFileException(path, why, remedy, cause);
    }

    /**
     * Reads the file.
     *
     * @throws UnusableFileException when it is missing, not a file, unreadable or too long
     */
    public byte[] bytes() throws IOException {
        return bytesIfThere().orElseThrow(() -> unusable("does not exist"));
    }

    /**
     * Reads the file if it exists.
     *
     * @throws UnusableFileException when it is not a file, unreadable or too long
     */
    public Optional<byte[]> bytesIfThere() throws IOException {
        if (Files.isDirectory(path)) {
            throw unusable("is a directory, not a file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(longest);
            if (in.read() >= 0) {
                throw unusable("has more than " + longest + " bytes");
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw unusable("cannot be read: permission denied", e);
        } catch (UnusableFileException e) {
            throw e;
        } catch (IOException e) {
            throw unusable("cannot be read", e);
        }
    }

    /**
     * Reads the file as text.
     *
     * @throws UnusableFileException when it is missing, not a file, unreadable, too long or not UTF-8
     */
    public String text() throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unusable("is not UTF-8 text", e);
        }
    }
}
