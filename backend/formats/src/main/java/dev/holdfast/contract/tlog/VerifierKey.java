package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Public key that verifies the checkpoints of a log. Its text form, specified by C2SP signed-note, has name, key ID and
 * Ed25519 key, such as {@code holdfast/audit/…+5a1c09d3+AT…}.
 */
public final class VerifierKey {
    /** Length of a raw Ed25519 public key in bytes. */
    private static final int KEY_LENGTH = 32;

    private static final int ID_LENGTH = 4;
    private static final int SIGNATURE_LENGTH = 64;
    /** Type of an Ed25519 key in C2SP signed-note. */
    private static final byte ED25519 = 1;
    /** DER prefix of an Ed25519 SubjectPublicKeyInfo (RFC 8410). The raw key follows. */
    private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final Pattern FORM = Pattern.compile("([^+\\s]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");
    private static final String SIGNATURE_MARK = "\u2014 ";

    private final String name;
    private final byte[] key;

    /**
     * Creates a key.
     *
     * @param name origin of the log, without spaces and plus signs
     * @param key raw Ed25519 public key, 32 bytes
     */
    public VerifierKey(String name, byte[] key) {
        if (key.length != KEY_LENGTH || !name.matches("[^+\\s]+")) {
            throw new IllegalArgumentException(
                    "the name is empty or contains a space or +, or the key does not have 32 bytes");
        }
        this.name = name;
        this.key = key.clone();
    }

    /**
     * Parses the text form.
     *
     * @throws IllegalArgumentException if it is malformed; the message is a sentence for users
     */
    public static VerifierKey parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("This is not a verifier key: the form is NAME+ID+KEY.");
        }
        byte[] typed;
        try {
            typed = Base64.getDecoder().decode(form.group(3));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The last part of this verifier key is not base64.", e);
        }
        if (typed.length != KEY_LENGTH + 1 || typed[0] != ED25519) {
            throw new IllegalArgumentException("This verifier key is not one for Ed25519.");
        }
        VerifierKey parsed = new VerifierKey(form.group(1), Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().formatHex(parsed.id()).equals(form.group(2))) {
            throw new IllegalArgumentException(
                    "The ID in this verifier key is not that of its key: a part was changed.");
        }
        return parsed;
    }

    /** Returns the name: the origin of the log. */
    public String name() {
        return name;
    }

    /** Returns the text form, for {@link #parse}. */
    public String text() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    /** Returns a signed note: {@code text}, and a line with {@code signature}, which this key's private key made. */
    public String note(String text, byte[] signature) {
        byte[] identified = Arrays.copyOf(id(), ID_LENGTH + signature.length);
        System.arraycopy(signature, 0, identified, ID_LENGTH, signature.length);
        return text + "\n" + SIGNATURE_MARK + name + " " + Base64.getEncoder().encodeToString(identified) + "\n";
    }

    /**
     * Verifies a signed note and returns the checkpoint in it. Ignores signatures of other keys, such as signatures of witnesses.
     *
     * @throws UntrustedCheckpointException if this key did not sign the note, or the note is not a checkpoint of this log
     */
    public Checkpoint open(String note) throws UntrustedCheckpointException {
        Checkpoint checkpoint = Checkpoint.parse(verifyNote(note));
        if (!checkpoint.origin().equals(name)) {
            throw new UntrustedCheckpointException("it is of the log " + checkpoint.origin() + " and not of " + name);
        }
        return checkpoint;
    }

    /** Verifies a signed note and returns its text. */
    String verifyNote(String note) throws UntrustedCheckpointException {
        int end = note.lastIndexOf("\n\n" + SIGNATURE_MARK);
        if (end < 0) {
            throw new UntrustedCheckpointException("it has no signature");
        }
        String text = note.substring(0, end + 1);
        boolean named = false;
        for (String line : note.substring(end + 2).lines().toList()) {
            if (line.startsWith(SIGNATURE_MARK + name + " ")) {
                named = true;
                if (isSignature(line.substring(SIGNATURE_MARK.length() + name.length() + 1), text)) {
                    return text;
                }
            }
        }
        throw new UntrustedCheckpointException(
                named ? "the signature on it is not that of the key" : "no key named " + name + " signed it");
    }

    private boolean isSignature(String base64, String text) {
        try {
            Blob identified = Blob.of(Base64.getDecoder().decode(base64));
            byte[] bytes = identified.bytes();
            if (bytes.length != ID_LENGTH + SIGNATURE_LENGTH
                    || !Arrays.equals(bytes, 0, ID_LENGTH, id(), 0, ID_LENGTH)) {
                return false;
            }
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(publicKey());
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(bytes, ID_LENGTH, SIGNATURE_LENGTH);
        } catch (IllegalArgumentException | GeneralSecurityException malformed) {
            return false;
        }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(KEY_PREFIX, KEY_PREFIX.length + KEY_LENGTH);
        System.arraycopy(key, 0, encoded, KEY_PREFIX.length, KEY_LENGTH);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** Returns the type byte and the raw key. */
    private byte[] typed() {
        byte[] typed = new byte[KEY_LENGTH + 1];
        typed[0] = ED25519;
        System.arraycopy(key, 0, typed, 1, KEY_LENGTH);
        return typed;
    }

    /** Returns the key ID: the first four bytes of the SHA-256 of name, line feed, type byte and raw key. */
    private byte[] id() {
        byte[] named = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(named, named.length + KEY_LENGTH + 1);
        System.arraycopy(typed(), 0, whole, named.length, KEY_LENGTH + 1);
        return Arrays.copyOf(Digest.sha256(whole).bytes(), ID_LENGTH);
    }
}
