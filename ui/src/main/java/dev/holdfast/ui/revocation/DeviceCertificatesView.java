package dev.holdfast.ui.revocation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.revocation.CertificateFields;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListEnd;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The certificates of all devices, device by device; what is to be done about one stands on its device's page. */
@Route("c/:catalog/certificates/devices")
public class DeviceCertificatesView extends CatalogPage {
    private static final int PAGE = 100;
    private static final String LIST = "device-certificates";
    private static final String COLUMNS = "device,serialNumber,usage,generation,notBefore,notAfter,revocation";

    private final transient RevocationClient client;
    private final PageHeader header = new PageHeader("Certificates of devices");
    private final transient ListFilter filter;
    private final Grid<CertificateView> grid = new Grid<>();
    private final ListEnd end = ListEnd.scrolling();

    /** Makes the page. */
    @Inject
    public DeviceCertificatesView(
            SignedIn signedIn, @RestClient RevocationClient client, @RestClient ExportClient exports) {
        super(signedIn);
        this.client = client;
        FilterBox box = new FilterBox(
                CertificateFields.VOCABULARY,
                "Filter certificates by terms, or by the beginning of a device ID or serial number",
                "Filter, such as is:valid expires:<3h",
                text -> goFiltered(Links.deviceCertificates(catalog()), text));
        filter = new ListFilter(box, exports, LIST, COLUMNS);
        addClassName("hf-page-list");
        columns();
        header.offer(filter.export());
        add(header, filter.row(), grid, end);
    }

    @Override
    protected void show(Visit visit) {
        boolean readable = filter.show(visit, "");
        grid.setEmptyStateComponent(filter.empty(
                "certificate",
                "certificates",
                new EmptyState(
                        Icon.CERTIFICATE,
                        "No device has a certificate",
                        "A device gets two when it attests and is trusted."),
                new Anchor(Links.deviceCertificates(visit.catalog()), "Show all certificates")));
        LinkedPages<CertificateView> pages = readable
                ? LinkedPages.linked(cursor -> client.find(visit.catalog(), filter.wanted(), cursor, PAGE))
                : LinkedPages.none();
        pages.rows(0, PAGE);
        Runnable count = () -> header.say(readable ? filter.count(pages, "certificate", "certificates") : "");
        count.run();
        end.fill(grid, pages, count);
    }

    @Override
    protected String title() {
        return "Certificates of devices";
    }

    @Override
    protected List<Crumb> crumbs() {
        return List.of(new Crumb("Certificates", Links.certificates(catalog())), Crumb.here(title()));
    }

    private void columns() {
        grid.setPageSize(PAGE);
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        grid.addClassName("hf-grid");
        grid.getElement().setAttribute("aria-label", "Certificates of devices");
        grid.addComponentColumn(CertificateCells::serial)
                .setHeader("Serial number")
                .setRowHeader(true)
                .setWidth("10rem")
                .setFlexGrow(0);
        grid.addComponentColumn(this::device)
                .setHeader("Device")
                .setWidth("10rem")
                .setFlexGrow(0);
        grid.addComponentColumn(CertificateCells::opens)
                .setHeader("Opens")
                .setWidth("7rem")
                .setFlexGrow(0);
        grid.addComponentColumn(CertificateCells::issued)
                .setHeader("Valid from")
                .setWidth("11rem")
                .setFlexGrow(1);
        grid.addComponentColumn(certificate -> TimeText.relative(certificate.notAfter()))
                .setHeader("Expires")
                .setWidth("9rem")
                .setFlexGrow(1);
        grid.addComponentColumn(CertificateCells::state)
                .setHeader("State")
                .setWidth("16rem")
                .setFlexGrow(3);
        grid.getColumns().forEach(column -> column.setResizable(true));
    }

    private Component device(CertificateView certificate) {
        Anchor link = new Anchor(
                Links.device(catalog(), certificate.device(), "certificates"),
                new Code(certificate.device().shortText()));
        link.setTitle(certificate.device().text());
        return link;
    }
}
