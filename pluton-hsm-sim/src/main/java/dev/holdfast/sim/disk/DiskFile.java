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
 * Reads a file whole, up to a bound, however long it has become.
 *
 * @param path where it is
 * @param longest bytes that it may have
 * @param remedy what to do when it cannot be used, as a sentence
 */
public record DiskFile(Path path, int longest, String remedy) {
    /** Says what is wrong with the file. */
    public UnusableFileException unusable(String why) {
        return new UnusableFileException(path, why, remedy);
    }

    /** Says what is wrong with the file and what found it. */
    public UnusableFileException unusable(String why, Throwable cause) {
        return new UnusableFileException(path, why, remedy, cause);
    }

    /**
     * Reads it.
     *
     * @throws UnusableFileException when it is not there, no file, unreadable or too long
     */
    public byte[] bytes() throws IOException {
        return bytesIfThere().orElseThrow(() -> unusable("is not there"));
    }

    /**
     * Reads it when it is there.
     *
     * @throws UnusableFileException when it is no file, unreadable or too long
     */
    public Optional<byte[]> bytesIfThere() throws IOException {
        if (Files.isDirectory(path)) {
            throw unusable("is a directory and should be a file");
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
            throw unusable("may not be read", e);
        } catch (UnusableFileException e) {
            throw e;
        } catch (IOException e) {
            throw unusable("cannot be read", e);
        }
    }

    /**
     * Reads it as text.
     *
     * @throws UnusableFileException when it is not there, no file, unreadable, too long or not in UTF-8
     */
    public String text() throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unusable("is not text in UTF-8", e);
        }
    }
}
