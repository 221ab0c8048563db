package dev.holdfast.sim.mt3620;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * The flash medium: named byte runs. Each operation but {@link #write} either happens or does not; a power cut in the
 * middle of a write may leave any part of it.
 */
interface Storage {
    /** Returns what stands under {@code name}. */
    Optional<byte[]> read(String name) throws IOException;

    /** Writes {@code content} under {@code name}, replacing what stood there. */
    void write(String name, byte[] content) throws IOException;

    /** Gives what stands under {@code from} the name {@code to}, replacing what stood there, in one step. */
    void rename(String from, String to) throws IOException;

    /** Removes {@code name}; nothing happens when it is not there. */
    void delete(String name) throws IOException;

    /** Returns all names. */
    Set<String> names() throws IOException;
}
