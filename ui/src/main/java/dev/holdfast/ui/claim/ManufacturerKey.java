package dev.holdfast.ui.claim;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A silicon manufacturer's public key, read as the backend will read it.
 *
 * @param pem the key in PEM, written anew
 * @param fingerprint SHA-256 of its SubjectPublicKeyInfo in DER
 */
record ManufacturerKey(String pem, Digest fingerprint) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final int LINE = 64;

    enum Use {
        ENDORSEMENTS("Endorsement lists", ""),
        OPERATING_SYSTEM("Operating systems", "-os");

        private final String word;
        private final String suffix;

        Use(String word, String suffix) {
            this.word = word;
            this.suffix = suffix;
        }

        String word() {
            return word;
        }
    }

    /**
     * Reads PEM.
     *
     * @throws IllegalArgumentException for anything but a P-256 public key; the message says what it is instead
     */
    static ManufacturerKey parse(String text) {
        String pem = text.strip();
        if (pem.contains("PRIVATE KEY")) {
            throw new IllegalArgumentException(
                    "This is a private key. It must never leave the manufacturer: ask for the public key.");
        }
        if (!pem.startsWith(BEGIN) || !pem.endsWith(END) || pem.length() < BEGIN.length() + END.length()) {
            throw new IllegalArgumentException(
                    "A public key in PEM begins with " + BEGIN + " and ends with " + END + ".");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(BEGIN.length(), pem.length() - END.length()));
            ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
            P256PublicKey.of(key).toJca();
            return of(key.getEncoded());
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalArgumentException("This is not the public key of a P-256 key pair.", e);
        }
    }

    private static ManufacturerKey of(byte[] der) {
        String base64 = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return new ManufacturerKey(BEGIN + "\n" + base64 + "\n" + END + "\n", Digest.sha256(der));
    }

    /** Returns whether a manufacturer may be called so: the ending {@code -os} is for the keys of operating systems. */
    static boolean isName(String manufacturer) {
        return NAME.matcher(manufacturer).matches() && !manufacturer.endsWith(Use.OPERATING_SYSTEM.suffix);
    }

    /** Returns the file that makes the installation trust this key; {@code manufacturer} is a name by {@link #isName}. */
    static String file(String manufacturer, Use use) {
        return ".holdfast/manufacturers/" + manufacturer + use.suffix + ".pem";
    }

    String command(String manufacturer, Use use) {
        return "cat > " + file(manufacturer, use) + " <<'END'\n" + pem + "END";
    }
}
