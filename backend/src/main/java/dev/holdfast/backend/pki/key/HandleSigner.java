package dev.holdfast.backend.pki.key;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/** Adapts a {@link PrivateKeyHandle} to Bouncy Castle's builders, for one signature. */
public final class HandleSigner implements ContentSigner {
    private static final int TYPICAL_LENGTH = 768;

    private final PrivateKeyHandle key;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream(TYPICAL_LENGTH);

    public HandleSigner(PrivateKeyHandle key) {
        this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return key.algorithm().identifier();
    }

    @Override
    public OutputStream getOutputStream() {
        return message;
    }

    @Override
    public byte[] getSignature() {
        try {
            return key.algorithm().toX509(key.sign(message.toByteArray())).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode the signature", e);
        }
    }
}
