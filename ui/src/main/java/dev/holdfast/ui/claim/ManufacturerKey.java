package dev.holdfast.ui.claim;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.ui.shell.MachineCommands;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A silicon manufacturer's public key. Accepts the same keys as the backend.
 *
 * @param pem the key in normalized PEM
 * @param fingerprint SHA-256 of its SubjectPublicKeyInfo in DER
 */
record ManufacturerKey(String pem, Digest fingerprint) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final int LINE = 64;

    /** What a key signs. The suffix distinguishes the key files of a manufacturer. */
    enum KeyUse {
        ENDORSEMENTS(""),
        OPERATING_SYSTEM("-os");

        private final String suffix;

        KeyUse(String suffix) {
            this.suffix = suffix;
        }
    }

    /**
     * Parses a P-256 public key in PEM.
     *
     * @throws IllegalArgumentException with a message for people
     */
    static ManufacturerKey parse(String text) {
        String pem = text.strip();
        if (pem.contains("PRIVATE KEY")) {
            throw new IllegalArgumentException(text("manufacturers.trust.key.private"));
        }
        if (!pem.startsWith(BEGIN) || !pem.endsWith(END) || pem.length() < BEGIN.length() + END.length()) {
            throw new IllegalArgumentException(text("manufacturers.trust.key.format", BEGIN, END));
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(BEGIN.length(), pem.length() - END.length()));
            ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
            P256PublicKey.of(key).toJca();
            return of(key.getEncoded());
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalArgumentException(text("manufacturers.trust.key.type"), e);
        }
    }

    private static ManufacturerKey of(byte[] der) {
        String base64 = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return new ManufacturerKey(BEGIN + "\n" + base64 + "\n" + END + "\n", Digest.sha256(der));
    }

    /** Returns whether a name is valid. It must not end with {@code -os}, the suffix of keys for operating systems. */
    static boolean isName(String manufacturer) {
        return NAME.matcher(manufacturer).matches() && !manufacturer.endsWith(KeyUse.OPERATING_SYSTEM.suffix);
    }

    /** Returns the path of the key file. {@code manufacturer} must be valid by {@link #isName}. */
    static String file(String manufacturer, KeyUse use) {
        return MachineCommands.file("manufacturers/" + manufacturer + use.suffix + ".pem");
    }

    String command(String manufacturer, KeyUse use) {
        return "cat > " + file(manufacturer, use) + " <<'END'\n" + pem + "END";
    }
}
