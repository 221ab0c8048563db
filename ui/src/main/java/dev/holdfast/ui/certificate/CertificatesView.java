package dev.holdfast.ui.certificate;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
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
import dev.holdfast.ui.shell.Versioned;
import dev.holdfast.ui.shell.Visit;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The catalog's certificate authorities, their rotation schedule, its image keys and the lifetime of device certificates. */
@Route("c/:catalog/certificates")
public class CertificatesView extends CatalogPage {
    private final transient AuthorityClient client;
    private final transient ApprovalClient approvals;

    public CertificatesView(
            SignedIn signedIn, @RestClient AuthorityClient client, @RestClient ApprovalClient approvals) {
        super(signedIn, text("certificates.title"));
        this.client = client;
        this.approvals = approvals;
    }

    @Override
    protected void show(Visit visit) {
        List<CatalogAuthorityView> all = client.authorities(visit.catalog());
        Versioned<CertificateLifetime> lifetime = Versioned.of(() -> client.lifetime(visit.catalog()));
        removeAll();
        Anchor ofDevices = Styled.as(
                "hf-button-link",
                new Anchor(Links.deviceCertificates(visit.catalog()), text("device-certificates.title")));
        PageHeader header = new PageHeader(title()).offer(ofDevices);
        add(header);
        if (all.isEmpty()) {
            add(new EmptyState(Icon.CERTIFICATE, text("certificates.empty.title"), text("certificates.empty.text")));
        } else {
            authorities(visit, header, all, lifetime.now());
        }
        add(ImageKeysPanel.of(client, visit.catalog(), visit.may(Role.OWNER), () -> show(visit)));
        add(new Panel(
                text("certificates.lifetime.title"),
                meaning(lifetime.now()),
                visit.may(Role.OWNER)
                        ? new LifetimeForm(client, visit.catalog(), lifetime, () -> show(visit))
                        : Styled.note(text("certificates.lifetime.owners-only"))));
        if (signedIn().me().installationOwner()) {
            add(new SetKeyPanel(client, () -> show(visit)));
            add(new ExternalRootsPanel(client, visit.catalog(), () -> show(visit)));
        }
    }

    private void authorities(
            Visit visit, PageHeader header, List<CatalogAuthorityView> all, CertificateLifetime lifetime) {
        RotationCalendar calendar = new RotationCalendar(all, Instant.now());
        header.say(calendar.sentence(TimeText::day));
        List<CatalogAuthorityView> trusted =
                all.stream().filter(RotationCalendar::isTrusted).toList();
        if (!trusted.isEmpty()) {
            header.offer(Styled.as(
                    "hf-button-link",
                    new FileDownload(
                            text("certificates.bundle"),
                            visit.catalog() + "-bundle.pem",
                            ChainPanel.Pem.MEDIA_TYPE,
                            () -> client.bundle(visit.catalog(), null))));
            add(new ChainPanel(
                    calendar.signing()
                            .map(signing -> ChainPanel.Pem.above(
                                    client.signing(visit.catalog()).chain()))
                            .orElse(List.of()),
                    trusted,
                    lifetime,
                    new AuthorityActions(client, approvals, visit, () -> show(visit))));
            add(calendar(calendar.steps()));
        }
        List<CatalogAuthorityView> former =
                all.stream().filter(one -> !RotationCalendar.isTrusted(one)).toList();
        if (!former.isEmpty()) {
            add(former(former));
        }
    }

    private static Component calendar(List<RotationCalendar.Step> steps) {
        Instant now = Instant.now();
        OrderedList list = Styled.as("hf-history", new OrderedList());
        for (RotationCalendar.Step step : steps) {
            list.add(new ListItem(
                    new Span(TimeText.say(step.at(), now)), TimeText.exact(step.at()), new Span(step.text())));
        }
        return new Panel(text("certificates.schedule.title"), Styled.note(text("certificates.schedule.bundle")), list);
    }

    private static Component former(List<CatalogAuthorityView> former) {
        RowTable table = new RowTable(
                text("certificates.former.title"),
                text("certificates.former.column.authority"),
                text("certificates.former.column.state"),
                text("certificates.former.column.since"),
                text("certificates.fact.serial-number"));
        former.forEach(one -> table.row(
                RowTable.words(text("certificates.generation", one.generation())),
                RotationCalendar.badge(one),
                TimeText.relative(one.revokedAt() == null ? one.notAfter() : one.revokedAt()),
                new Span(
                        new Code(one.serialNumber()), new CopyButton(one.serialNumber(), text("copy.serial-number")))));
        return new Panel(text("certificates.former.title"), Styled.note(text("certificates.former.text")), table);
    }

    private static UnorderedList meaning(CertificateLifetime lifetime) {
        return new UnorderedList(
                new ListItem(text("certificates.lifetime.text.now", lifetime.hours())),
                new ListItem(text("certificates.lifetime.text.advice")));
    }

    /** Changes the lifetime of device certificates, after a dialog with the effect. */
    static final class LifetimeForm extends NumberForm<CertificateLifetime> {
        private final transient AuthorityClient client;
        private final String catalog;

        LifetimeForm(AuthorityClient client, String catalog, Versioned<CertificateLifetime> seen, Runnable changed) {
            super(
                    seen,
                    CertificateLifetime::hours,
                    "hour",
                    CertificateLifetime.MAX_HOURS,
                    text(
                            "certificates.lifetime.hint",
                            CertificateLifetime.MAX_HOURS,
                            CertificateLifetime.DEFAULT_HOURS),
                    changed);
            this.client = client;
            this.catalog = catalog;
        }

        static List<String> effects(int before, int after) {
            String lifetime = Amount.of(after, "hour");
            return List.of(
                    text("certificates.lifetime.effect.new", lifetime),
                    text(
                            after < before
                                    ? "certificates.lifetime.effect.shorter"
                                    : "certificates.lifetime.effect.longer",
                            lifetime,
                            Amount.of(before, "hour")));
        }

        @Override
        protected ActionDialog confirmation(int before, int after, Runnable action) {
            return new ActionDialog(
                    text("certificates.lifetime.change", amount(after)),
                    effects(before, after),
                    text(after < before ? "certificates.lifetime.shorten" : "certificates.lifetime.extend"),
                    none -> action.run());
        }

        @Override
        protected String change(String tag, int hours) {
            client.change(catalog, tag, new CertificateLifetime(hours));
            return text("certificates.lifetime.changed", amount(hours));
        }
    }
}
