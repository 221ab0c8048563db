package dev.holdfast.ui.certificate;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.authority.AuthorityStatus;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** The chain as a tree: the root, the policy authority, the catalog's authorities that are trusted, what devices get. */
final class ChainPanel extends Div {
    private static final int HEX = 16;
    private static final List<String> ABOVE = List.of("Root", "Policy authority");

    private final transient AuthorityActs acts;

    ChainPanel(
            List<X509Certificate> above,
            List<CatalogAuthorityView> authorities,
            CertificateLifetime lifetime,
            AuthorityActs acts) {
        this.acts = acts;
        UnorderedList tree = Styled.as("hf-chain", new UnorderedList());
        UnorderedList place = tree;
        for (int depth = 0; depth < above.size(); depth++) {
            ListItem item = new ListItem(link(depth, above.get(depth)));
            place.add(item);
            UnorderedList below = new UnorderedList();
            item.add(below);
            place = below;
        }
        for (CatalogAuthorityView authority : authorities) {
            ListItem item = new ListItem(link(authority));
            if (authority.status() == AuthorityStatus.ACTIVE) {
                item.add(new UnorderedList(new ListItem(devices(authority, lifetime))));
            }
            place.add(item);
        }
        add(new Panel("Chain", tree));
    }

    private static Component link(int depth, X509Certificate certificate) {
        return card(
                head(new H3(ABOVE.get(Math.min(depth, ABOVE.size() - 1)))),
                facts(
                        certificate.getSubjectX500Principal().getName(),
                        certificate.getNotAfter().toInstant(),
                        thumbprint(certificate),
                        certificate.getSerialNumber().toString(HEX)));
    }

    private Component link(CatalogAuthorityView authority) {
        Facts facts =
                facts(authority.subject(), authority.notAfter(), authority.thumbprint(), authority.serialNumber());
        boolean next = RotationCalendar.isNext(authority, Instant.now());
        facts.with(next ? "Signs from" : "Signs since", TimeText.full(authority.activeFrom()));
        return card(
                head(
                        new H3("Catalog authority, generation " + authority.generation()),
                        RotationCalendar.badge(authority),
                        acts.of(authority)),
                facts.with("Made", TimeText.full(authority.mintedAt()))
                        .with("Revocation list", address(authority.addresses().revocationList(), "its revocation list"))
                        .with("OCSP", address(authority.addresses().ocsp(), "its OCSP"))
                        .with("CA certificate", address(authority.addresses().certificate(), "its certificate")));
    }

    private static Component devices(CatalogAuthorityView authority, CertificateLifetime lifetime) {
        return card(
                head(new H3("Device certificates")),
                new Paragraph("Generation " + authority.generation()
                        + " issues them to devices that have attested: one for the"
                        + " services, one for updates. Each lives for "
                        + Amount.of(lifetime.hours(), "hour") + " at most. A device's page lists its own."));
    }

    private static Div card(Component... content) {
        return Styled.div("hf-link", content);
    }

    private static Div head(Component... content) {
        return Styled.div("hf-link-head", content);
    }

    private static Facts facts(String subject, Instant end, String thumbprint, String serial) {
        return new Facts()
                .with("Subject", new Code(subject))
                .with("Valid until", TimeText.full(end))
                .with("SHA-256", new Code(thumbprint), new CopyButton(thumbprint, text("copy.fingerprint")))
                .with("Serial number", new Code(serial), new CopyButton(serial, text("copy.serial-number")));
    }

    /** Where relying parties ask; a path, where the installation does not say what they reach it by. */
    private static Component[] address(String address, String of) {
        return new Component[] {new Code(address), new CopyButton(address, text("copy.address-of", of))};
    }

    private static String thumbprint(X509Certificate certificate) {
        try {
            return Digest.sha256(certificate.getEncoded()).json();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("what was read encodes", e);
        }
    }

    /** Certificates and requests in PEM. */
    static final class Pem {
        static final String MEDIA_TYPE = "application/x-pem-file";

        private Pem() {}

        static FileDownload file(String words, String file, String pem) {
            return new FileDownload(words, file, MEDIA_TYPE, () -> pem.getBytes(StandardCharsets.US_ASCII));
        }

        /** Returns the certificates above the first one of a chain, the root first. */
        static List<X509Certificate> above(String chain) {
            try {
                return CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .skip(1)
                        .toList()
                        .reversed();
            } catch (CertificateException e) {
                throw new IllegalArgumentException("the chain of the authority cannot be read", e);
            }
        }
    }
}
