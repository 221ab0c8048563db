package dev.holdfast.ui.certificate;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.NumberForm;
import dev.holdfast.ui.shell.Seen;
import dev.holdfast.ui.shell.Visit;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Who signs the catalog's device certificates, who signs next, and what relying parties need. */
@Route("c/:catalog/certificates")
public class CertificatesView extends CatalogPage {
    private final transient AuthorityClient client;
    private final transient ApprovalClient approvals;

    public CertificatesView(
            SignedIn signedIn, @RestClient AuthorityClient client, @RestClient ApprovalClient approvals) {
        super(signedIn, "Certificates");
        this.client = client;
        this.approvals = approvals;
    }

    @Override
    protected void show(Visit visit) {
        List<CatalogAuthorityView> all = client.authorities(visit.catalog());
        Seen<CertificateLifetime> lifetime = Seen.of(() -> client.lifetime(visit.catalog()));
        removeAll();
        Anchor ofDevices = Styled.as(
                "hf-button-link", new Anchor(Links.deviceCertificates(visit.catalog()), "Certificates of devices"));
        PageHeader header = new PageHeader(title()).offer(ofDevices);
        add(header);
        if (all.isEmpty()) {
            add(new EmptyState(
                    Icon.CERTIFICATE,
                    "This catalog has no authority",
                    "A catalog gets one when it is created, so the key store or the database was put back without it. Devices"
                            + " get no certificates. Restore both from the same backup."));
        } else {
            authorities(visit, header, all, lifetime.now());
        }
        add(new Panel(
                "How long device certificates live",
                meaning(lifetime.now()),
                visit.may(Role.OWNER)
                        ? new LifetimeForm(client, visit.catalog(), lifetime, () -> show(visit))
                        : Styled.note("An owner of the catalog can change it.")));
        if (signedIn().me().installationOwner()) {
            add(new ForeignRootsPanel(client, visit.catalog(), () -> show(visit)));
        }
    }

    private void authorities(
            Visit visit, PageHeader header, List<CatalogAuthorityView> all, CertificateLifetime lifetime) {
        RotationCalendar calendar = new RotationCalendar(all, Instant.now());
        header.say(calendar.sentence(TimeText::day));
        List<CatalogAuthorityView> good =
                all.stream().filter(RotationCalendar::isGood).toList();
        if (!good.isEmpty()) {
            header.offer(Styled.as(
                    "hf-button-link",
                    new FileDownload(
                            "Download the bundle",
                            visit.catalog() + "-bundle.pem",
                            ChainPanel.Pem.MEDIA_TYPE,
                            () -> client.bundle(visit.catalog(), null))));
            add(new ChainPanel(
                    calendar.signing()
                            .map(signing -> ChainPanel.Pem.above(
                                    client.signing(visit.catalog()).chain()))
                            .orElse(List.of()),
                    good,
                    lifetime,
                    new AuthorityActs(client, approvals, visit, () -> show(visit))));
            add(calendar(calendar.steps()));
        }
        List<CatalogAuthorityView> former =
                all.stream().filter(one -> !RotationCalendar.isGood(one)).toList();
        if (!former.isEmpty()) {
            add(former(former));
        }
    }

    private static Component calendar(List<RotationCalendar.Step> steps) {
        Instant now = Instant.now();
        OrderedList list = Styled.as("hf-history", new OrderedList());
        for (RotationCalendar.Step step : steps) {
            list.add(new ListItem(
                    new Span(TimeText.say(step.at(), now)), TimeText.exact(step.at()), new Span(step.what())));
        }
        Paragraph bundle =
                Styled.note("The bundle has all that a relying party must trust: every authority above that is not"
                        + " expired or retired, the policy authority and the root.");
        return new Panel("When authorities change", bundle, list);
    }

    private static Component former(List<CatalogAuthorityView> former) {
        RowTable table = new RowTable("Former authorities", "Authority", "State", "Since", "Serial number");
        former.forEach(one -> table.row(
                RowTable.words("Generation " + one.generation()),
                RotationCalendar.badge(one),
                TimeText.relative(one.revokedAt() == null ? one.notAfter() : one.revokedAt()),
                new Span(
                        new Code(one.serialNumber()), new CopyButton(one.serialNumber(), text("copy.serial-number")))));
        Paragraph words = Styled.note(
                "Relying parties must not trust these any more. Why one was retired stands in the audit" + " log.");
        return new Panel("Former authorities", words, table);
    }

    private static UnorderedList meaning(CertificateLifetime lifetime) {
        return new UnorderedList(
                new ListItem("A device gets new certificates when it attests, and each lives for "
                        + Amount.of(lifetime.hours(), "hour")
                        + " at most. Trust that is not renewed ends with them."),
                new ListItem("1 to " + CertificateLifetime.MAX_HOURS
                        + " hours are possible: a week is the most that an authority can answer for."),
                new ListItem("Shorter is safer when a device is stolen; longer carries devices over an outage."));
    }

    /** Changes how long device certificates live; says first what that does. */
    static final class LifetimeForm extends NumberForm<CertificateLifetime> {
        private final transient AuthorityClient client;
        private final String catalog;

        LifetimeForm(AuthorityClient client, String catalog, Seen<CertificateLifetime> seen, Runnable changed) {
            super(
                    seen,
                    CertificateLifetime::hours,
                    "hour",
                    CertificateLifetime.MAX_HOURS,
                    "1 to " + CertificateLifetime.MAX_HOURS + ", a week; as installed "
                            + CertificateLifetime.DEFAULT_HOURS,
                    changed);
            this.client = client;
            this.catalog = catalog;
        }

        static List<String> effects(int before, int after) {
            String length = Amount.of(after, "hour");
            return List.of(
                    "Certificates that are issued from now on live for " + length
                            + ". Those that devices have stay valid until they expire.",
                    after < before
                            ? "A device that cannot renew, because it or Holdfast is not reachable, loses its services and its"
                                    + " trust after " + length + "; it was " + Amount.of(before, "hour") + "."
                            : "A device that is stolen or taken over keeps what it has for up to " + length
                                    + ", unless somebody revokes it and relying parties ask; it was "
                                    + Amount.of(before, "hour") + ".");
        }

        @Override
        protected ActionDialog asking(int before, int after, Runnable act) {
            return new ActionDialog(
                    "Let certificates live for " + amount(after),
                    effects(before, after),
                    after < before ? "Make it shorter" : "Make it longer",
                    none -> act.run());
        }

        @Override
        protected String change(String tag, int wanted) {
            client.change(catalog, tag, new CertificateLifetime(wanted));
            return "Certificates live for " + amount(wanted) + " from now on";
        }
    }
}
