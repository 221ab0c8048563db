package dev.holdfast.backend.pki.revocation;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;

/**
 * Complete, direct certificate revocation list (RFC 5280 §5).
 *
 * @param number sequence number of the list among those of its issuer
 * @param thisUpdate creation time, whole seconds
 * @param nextUpdate end of validity
 * @param content digest of the entries
 * @param der signed list
 */
record RevocationList(long number, Instant thisUpdate, Instant nextUpdate, Digest content, Blob der) {
    /** Signs a list with the issuer's key. */
    static RevocationList sign(
            Issuer issuer, long number, Instant thisUpdate, Instant nextUpdate, List<RevokedEntry> entries) {
        X509v2CRLBuilder list =
                new X509v2CRLBuilder(issuer.authority().certificate().getSubject(), Date.from(thisUpdate));
        list.setNextUpdate(Date.from(nextUpdate));
        entries.forEach(entry -> list.addCRLEntry(entry.serial().number(), Date.from(entry.at()), entry.reason()));
        try {
            list.addExtension(
                    Extension.authorityKeyIdentifier, false, issuer.authority().keyIdentifier());
            list.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
            return new RevocationList(
                    number,
                    thisUpdate,
                    nextUpdate,
                    content(entries),
                    Blob.of(list.build(issuer.authority().signer()).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode the revocation list", e);
        }
    }

    static Digest content(List<RevokedEntry> entries) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (RevokedEntry entry : entries) {
            all.writeBytes(entry.serial().bytes());
            all.writeBytes(ByteBuffer.allocate(Long.BYTES + 1)
                    .putLong(entry.at().getEpochSecond())
                    .put((byte) entry.reason())
                    .array());
        }
        return Digest.sha256(all.toByteArray());
    }

    /** Returns whether the list has the content {@code now} and was created after {@code renewFrom}. */
    boolean isCurrent(Digest now, Instant renewFrom) {
        return content.equals(now) && thisUpdate.isAfter(renewFrom);
    }
}
