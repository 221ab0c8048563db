package dev.holdfast.ui.revocation;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.revocation.CertificateFields;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.Visit;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Lists the certificates of all devices. Actions are on the page of the device. */
@Route("c/:catalog/certificates/devices")
public class DeviceCertificatesView extends ListPage<CertificateView> {
    private static final String TAB = "certificates";
    private static final ListSpec SPEC = ListSpec.of(
                    "device-certificates", Links::deviceCertificates, CertificateFields.VOCABULARY)
            .exported("device-certificates", "device,serialNumber,usage,generation,notBefore,notAfter,revocation")
            .sorted("device", "serial");

    private final transient RevocationClient client;

    public DeviceCertificatesView(
            SignedIn signedIn, @RestClient RevocationClient client, @RestClient ExportClient exports) {
        super(signedIn, SPEC, exports);
        addParent(text("device-certificates.parent"), Links::certificates);
        this.client = client;
        addClassName("hf-page-list");
        add(header, box.row(), list);
    }

    @Override
    protected LinkedPages<CertificateView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request, page -> client.find(visit.catalog(), page));
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        return new EmptyState(
                Icon.CERTIFICATE,
                text("device-certificates.all.empty.title"),
                text("device-certificates.all.empty.text"));
    }

    @Override
    protected boolean changes(CertificateView certificate) {
        return true;
    }

    @Override
    protected ListRows<CertificateView> rows(Visit visit) {
        Grid<CertificateView> grid = new Grid<>();
        grid.setPageSize(PAGE);
        GridRows.wide(
                        grid.addComponentColumn(CertificatesPanel.CertificateCells::serial),
                        text("device-certificates.column.serial"),
                        "10rem",
                        0)
                .setRowHeader(true)
                .setKey("serial");
        GridRows.wide(grid.addComponentColumn(this::device), text("device-certificates.column.device"), "10rem", 0)
                .setKey("device");
        GridRows.wide(
                grid.addComponentColumn(CertificatesPanel.CertificateCells::purpose),
                text("device-certificates.column.purpose"),
                "7rem",
                0);
        GridRows.wide(
                grid.addComponentColumn(CertificatesPanel.CertificateCells::issued),
                text("device-certificates.column.valid-from"),
                "14rem",
                1);
        GridRows.wide(
                grid.addComponentColumn(certificate -> TimeText.relative(certificate.notAfter())),
                text("device-certificates.column.expires"),
                "9rem",
                1);
        GridRows.wide(
                grid.addComponentColumn(CertificatesPanel.CertificateCells::state),
                text("device-certificates.column.state"),
                "16rem",
                3);
        return new GridRows<>(title(), grid, CertificateView::serialNumber)
                .opening(certificate -> Links.go(this, Links.device(catalog(), certificate.device(), TAB)));
    }

    private Component device(CertificateView certificate) {
        Anchor link = new Anchor(
                Links.device(catalog(), certificate.device(), TAB),
                new Code(certificate.device().shortText()));
        link.setTitle(certificate.device().text());
        return link;
    }
}
