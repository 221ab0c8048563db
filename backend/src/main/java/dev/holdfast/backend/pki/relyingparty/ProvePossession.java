package dev.holdfast.backend.pki.relyingparty;

import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.authority.CatalogAuthority;
import dev.holdfast.backend.pki.authority.UsableAuthorities;
import dev.holdfast.backend.pki.certificate.AuthorityCertificates;
import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.pki.certificate.SubjectNames;
import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.pki.key.SigningAlgorithm;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.authority.ProofOfPossession;
import dev.holdfast.contract.operator.authority.ProofRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * Proves possession of a catalog's authority to a relying party: the authority signs a certificate for the relying party's
 * verification code. Also works before the authority is active, to register it in time. The proof's private key is discarded, so
 * the proof is useless to others.
 */
@ApplicationScoped
public class ProvePossession {
    private static final int HEX = 16;
    private static final String RECORD =
            "insert into possession_proof (catalog_id, serial, authority, not_after) values ($1, $2, $3, $4)";
    private static final Duration LIFETIME = Duration.ofDays(7);

    private final CatalogAuthorities authorities;
    private final Commands commands;
    private final Clock clock;
    private final AuthorityCertificates certificates = new AuthorityCertificates();

    ProvePossession(CatalogAuthorities authorities, Commands commands, Clock clock) {
        this.authorities = authorities;
        this.commands = commands;
        this.clock = clock;
    }

    /** Creates a proof for an authority, by serial number in hex or by an alias of the active one. */
    public Uni<ProofOfPossession> prove(CatalogId catalog, String serial, ProofRequest request) {
        String code = request.verificationCode();
        return authorities
                .of(catalog.value())
                .map(line -> usable(line, serial))
                .chain(authority -> Workers.run(() -> proof(authority.authority(), code))
                        .call(proof -> commands.run(tx -> keep(tx, authority, proof)
                                .call(() -> tx.audit(tx.entry(
                                        "ProvePossession",
                                        serial,
                                        "Proved possession of the certificate authority for the verification code "
                                                + code + "."))))));
    }

    private static Uni<Integer> keep(Tx tx, CatalogAuthority authority, ProofOfPossession proof) {
        return tx.update(
                RECORD,
                tx.catalog(),
                new BigInteger(proof.serialNumber(), HEX).toByteArray(),
                authority.generation(),
                proof.notAfter());
    }

    private CatalogAuthority usable(UsableAuthorities line, String serial) {
        return line.find(serial, clock.instant())
                .filter(one -> one.revokedAt() == null)
                .orElseThrow(() -> ProblemException.missing(
                        "An authority " + serial + " that is not retired or expired, and has its key,"));
    }

    private ProofOfPossession proof(CertificateAuthority authority, String code) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(SigningAlgorithm.ECDSA_P256.curve()));
            KeyPair forgotten = generator.generateKeyPair();
            Instant now = clock.instant();
            Instant end = now.plus(LIFETIME);
            X509CertificateHolder made = certificates.proof(
                    authority,
                    code,
                    forgotten.getPublic(),
                    now,
                    end.isBefore(authority.notAfter()) ? end : authority.notAfter());
            return new ProofOfPossession(
                    SubjectNames.of(made),
                    made.getSerialNumber().toString(HEX),
                    made.getNotAfter().toInstant(),
                    Pem.certificate(made));
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("cannot generate a key for a proof", e);
        }
    }
}
