package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File format of an exported audit log: lines of JSON in UTF-8, each with a line feed at its end. The file starts with the
 * stored checkpoints, {@code {"checkpoint":"…"}}. Then come the entries, one a line, in groups of up to 256. Before each group
 * is a line {@code {"hashes":"…"}}: base64 of the SHA-256 hashes that were stored when the entries of the group were sealed.
 * The hash of an entry covers its line without the line feed.
 */
public final class AuditBundle {
    private static final String CHECKPOINT = "{\"checkpoint\":\"";
    private static final String HASHES = "{\"hashes\":\"";
    private static final String END = "\"}";
    /** JSON escapes in a checkpoint, which is plain text: only its line feeds and em dashes can be escaped. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\(n|u2014)");

    private AuditBundle() {}

    /** Thrown when a file is not an exported audit log. The message is a sentence for users. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    /** Encodes the line of a checkpoint; {@code note} is the signed checkpoint as text. */
    public static byte[] checkpoint(String note) {
        return line(CHECKPOINT + note.replace("\n", "\\n") + END);
    }

    /** Encodes a line of hashes; {@code hashes} are concatenated SHA-256 hashes of 32 bytes each. */
    public static byte[] hashes(byte[] hashes) {
        return line(HASHES + Base64.getEncoder().encodeToString(hashes) + END);
    }

    /** Encodes the line of an entry; {@code leaf} is its JSON without a line feed. */
    public static byte[] entry(byte[] leaf) {
        byte[] line = Arrays.copyOf(leaf, leaf.length + 1);
        line[leaf.length] = '\n';
        return line;
    }

    /**
     * Verifies an exported log with the public key alone.
     *
     * @param earlier signed checkpoints of this log that were stored elsewhere; the log must be consistent with each of them
     * @throws UnreadableException if the file is not an exported log
     */
    public static LogReport verify(BufferedReader file, VerifierKey key, Collection<String> earlier)
            throws IOException, UnreadableException {
        try {
            return verifyLines(file, key, earlier);
        } catch (CharacterCodingException e) {
            throw new UnreadableException("The file is not UTF-8: it is not an exported audit log.");
        }
    }

    private static LogReport verifyLines(BufferedReader file, VerifierKey key, Collection<String> earlier)
            throws IOException, UnreadableException {
        List<Checkpoint> opened = new ArrayList<>();
        List<String> forged = new ArrayList<>();
        earlier.forEach(note -> open(key, note, "An earlier checkpoint", opened, forged));
        String line = file.readLine();
        while (line != null && line.startsWith(CHECKPOINT)) {
            open(key, note(string(line, CHECKPOINT)), "A checkpoint in the file", opened, forged);
            line = file.readLine();
        }
        if (opened.isEmpty() && forged.isEmpty()) {
            throw new UnreadableException(
                    "The file has no checkpoint: it is not an exported audit log, or nothing is sealed yet.");
        }
        LogVerification verification = new LogVerification(opened);
        forged.forEach(verification::addForged);
        for (; line != null; line = file.readLine()) {
            if (line.startsWith(HASHES)) {
                verification.addHashes(hashes(line));
            } else {
                verification.addEntry(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return verification.finish();
    }

    /** Verifies a checkpoint. Adds it to {@code opened}, or a sentence about it to {@code forged}. */
    private static void open(VerifierKey key, String note, String which, List<Checkpoint> opened, List<String> forged) {
        try {
            opened.add(key.open(note));
        } catch (UntrustedCheckpointException e) {
            forged.add(which + " cannot be trusted: " + e.getMessage() + ".");
        }
    }

    private static String note(String string) {
        Matcher escapes = ESCAPE.matcher(string);
        return escapes.replaceAll(escape -> escape.group(1).equals("n") ? "\n" : "\u2014");
    }

    private static List<Digest> hashes(String line) throws UnreadableException {
        try {
            return Tile.split(Base64.getDecoder().decode(string(line, HASHES)));
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("A line of hashes is damaged: the file was not transferred whole.");
        }
    }

    /** Returns the JSON string in a line. A truncated line has no closing quote. */
    private static String string(String line, String begin) {
        String rest = line.substring(begin.length());
        return rest.endsWith(END) ? rest.substring(0, rest.length() - END.length()) : rest;
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
