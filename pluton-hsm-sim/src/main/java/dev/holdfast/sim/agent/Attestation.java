package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.format.AttestationResult;
import dev.holdfast.contract.format.AttestationResultFormat;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.hsm.ClientKeys;
import dev.holdfast.sim.hsm.KeyRole;
import dev.holdfast.sim.hsm.Pluton;
import dev.holdfast.sim.mt3620.boot.UpdateCertificateStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.jspecify.annotations.Nullable;

/**
 * The device's side of an attestation: call {@link #answer} with the nonce, then {@link #verify} with the response. The
 * device trusts only results that the installation's result key signed, and certificates that chain to the
 * installation's root and are valid at the time of the result.
 */
public final class Attestation {
    private final Pluton pluton;
    private final UpdateCertificateStore trust;
    private @Nullable ClientKeys generated;
    private @Nullable Digest evidence;

    /**
     * Begins an attestation.
     *
     * @param trust result key and root, burnt into the chip and verified by the boot chain
     */
    public Attestation(Pluton pluton, UpdateCertificateStore trust) {
        this.pluton = pluton;
        this.trust = trust;
    }

    /** Generates client keys and signs evidence that names them. */
    public Blob answer(Nonce nonce) {
        generated = pluton.generateClientAuthKeys();
        Blob signed = pluton.processAttestation(nonce);
        evidence = Digest.sha256(signed.bytes());
        return signed;
    }

    /** Signs evidence over an invented nonce instead, as faulty software may do. */
    public Blob answerAnother(Nonce nonce) {
        return answer(Nonce.of(Digest.sha256(nonce.bytes()).bytes()));
    }

    /** Generates client keys and signs evidence for a claim of the device. */
    public Blob provePossession(Nonce nonce) {
        pluton.generateClientAuthKeys();
        return pluton.provePossession(nonce);
    }

    /**
     * Verifies the response to the evidence over {@code nonce}. If the response has certificates, puts the new client keys in use.
     *
     * @throws UntrustedResponseException when the response is not from the installation, does not answer this evidence, or lacks a
     *     certificate that belongs to its outcome
     */
    public Credentials verify(Nonce nonce, AttestResponse answer) throws UntrustedResponseException {
        AttestationResult result = result(nonce, answer);
        Outcome signed = switch (result.status()) {
            case AFFIRMING -> Outcome.TRUSTED;
            case WARNING -> Outcome.OUTDATED;
            case NONE, CONTRAINDICATED -> Outcome.UNTRUSTED;
        };
        if (signed != answer.outcome()) {
            throw new UntrustedResponseException("the outcome differs from the signed result");
        }
        boolean trusted = answer.outcome() == Outcome.TRUSTED;
        if ((trusted && answer.customerCertificate() == null)
                || (answer.outcome() != Outcome.UNTRUSTED && answer.updateCertificate() == null)) {
            throw new UntrustedResponseException("a certificate of the outcome is missing");
        }
        if (answer.outcome() == Outcome.UNTRUSTED) {
            return new Credentials(answer.outcome(), result, Optional.empty(), Optional.empty());
        }
        ClientKeys keys = generated;
        if (keys == null) {
            throw new UntrustedResponseException("the response has certificates, but the device generated no keys");
        }
        Optional<List<X509Certificate>> customer =
                chain(answer.customerCertificate(), keys.customer(), DeviceProtocol.CUSTOMER_USAGE, result.issuedAt());
        Optional<List<X509Certificate>> update =
                chain(answer.updateCertificate(), keys.update(), DeviceProtocol.UPDATE_USAGE, result.issuedAt());
        pluton.commitClientAuthKeys();
        return new Credentials(
                answer.outcome(),
                result,
                customer.map(chain -> new DeviceIdentity(chain, pluton.key(KeyRole.CUSTOMER))),
                update.map(chain -> new DeviceIdentity(chain, pluton.key(KeyRole.UPDATE))));
    }

    // Jackson leaves absent members null despite the declaration.
    @SuppressWarnings("ConstantValue")
    private AttestationResult result(Nonce nonce, AttestResponse answer) throws UntrustedResponseException {
        if (answer.result() == null) {
            throw new UntrustedResponseException("the response has no result");
        }
        try {
            AttestationResult result =
                    AttestationResultFormat.verify(answer.result().bytes(), trust.resultKey());
            if (!result.device().equals(pluton.deviceId()) || !result.nonce().equals(nonce)) {
                throw new UntrustedResponseException("the result is for another device or another nonce");
            }
            if (!Objects.equals(result.evidence(), evidence)) {
                throw new UntrustedResponseException("the result answers other evidence");
            }
            return result;
        } catch (FormatException e) {
            throw new UntrustedResponseException("the signature of the result is invalid", e);
        }
    }

    private Optional<List<X509Certificate>> chain(@Nullable String pem, P256PublicKey key, String usage, Instant now)
            throws UntrustedResponseException {
        if (pem == null) {
            return Optional.empty();
        }
        try {
            List<X509Certificate> chain = DeviceIdentity.chain(pem);
            X509Certificate leaf = chain.getFirst();
            if (!P256PublicKey.of((ECPublicKey) leaf.getPublicKey()).equals(key)) {
                throw new UntrustedResponseException("the certificate is for another key");
            }
            if (!pluton.deviceId().text().equals(commonName(leaf))) {
                throw new UntrustedResponseException("the certificate is for another device");
            }
            List<String> usages = leaf.getExtendedKeyUsage();
            if (usages == null || !usages.contains(usage)) {
                throw new UntrustedResponseException("the certificate is not for this use");
            }
            validate(chain, now);
            return Optional.of(chain);
        } catch (GeneralSecurityException | ClassCastException | IllegalArgumentException e) {
            throw new UntrustedResponseException("the certificate does not chain to the root", e);
        }
    }

    private void validate(List<X509Certificate> chain, Instant now) throws GeneralSecurityException {
        CertificateFactory x509 = CertificateFactory.getInstance("X.509");
        X509Certificate root = (X509Certificate) x509.generateCertificate(
                new ByteArrayInputStream(trust.rootCertificate().getBytes(StandardCharsets.US_ASCII)));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        CertPathValidator.getInstance("PKIX").validate(x509.generateCertPath(chain), parameters);
    }

    private static String commonName(X509Certificate certificate) throws CertificateException {
        RDN[] names = new JcaX509CertificateHolder(certificate).getSubject().getRDNs(BCStyle.CN);
        return names.length == 0
                ? ""
                : IETFUtils.valueToString(names[0].getFirst().getValue());
    }
}
