package dev.holdfast.ui.certificate;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import dev.holdfast.contract.operator.authority.ForeignRootCertificate;
import dev.holdfast.contract.operator.authority.ForeignRootView;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.FormDialog;

/** Takes the certificates that the owner of another root returned. */
final class ForeignRootDialog extends FormDialog {
    ForeignRootDialog(AuthorityClient client, ForeignRootView request, Runnable done) {
        super("Add the certificate of another root", "Add");
        setWidth("40rem");
        put(new Paragraph(
                "Paste both as PEM. Nothing changes for devices; relying parties that trust the root can check them"
                        + " from then on."));
        TextArea certificate = text("certificate", pem("Certificate of the policy authority"));
        TextArea root = text("root", pem("Certificate of the root"));
        onSubmit(() -> {
            client.take(request.id(), new ForeignRootCertificate(certificate.getValue(), root.getValue()));
            Toast.done("The root certifies the installation; its bundle is in the list");
            done.run();
        });
    }

    private static TextArea pem(String label) {
        TextArea area = new TextArea(label);
        area.setPlaceholder("-----BEGIN CERTIFICATE-----");
        area.setMaxHeight("11rem");
        area.addClassName("hf-mono");
        return area;
    }
}
