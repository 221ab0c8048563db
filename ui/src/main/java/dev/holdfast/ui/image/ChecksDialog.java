package dev.holdfast.ui.image;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.operator.image.ImageChecks;
import dev.holdfast.contract.operator.image.ImageFit;
import dev.holdfast.contract.operator.image.ImageInterface;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.RowTable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows the interfaces of an image, and which parts of which device groups it fits. */
final class ChecksDialog extends Dialog {
    ChecksDialog(ImageView image, ImageChecks checks) {
        setHeaderTitle(text("images.checks.title", image.name()));
        setWidth("46rem");
        add(new Facts()
                .with(text("images.checks.needs"), interfaces(checks.needs()))
                .with(text("images.checks.provides"), interfaces(checks.provides())));
        add(fits(image, checks.fits()));
        getFooter().add(new Button(text("button.close"), clicked -> close()));
    }

    private static String interfaces(List<ImageInterface> interfaces) {
        return interfaces.stream()
                .map(each ->
                        text("images.checks.interface", Long.toString(each.identity()), Long.toString(each.version())))
                .collect(Collectors.joining(", "));
    }

    private static Component fits(ImageView image, List<ImageFit> fits) {
        if (!ImageClient.DEPLOYABLE.contains(image.type())) {
            return new Paragraph(text("images.checks.os"));
        }
        if (fits.isEmpty()) {
            return new Paragraph(text("images.checks.no-devices"));
        }
        RowTable table = new RowTable(
                text("images.checks.fits"),
                text("images.checks.group"),
                text("images.checks.part"),
                text("images.checks.result"));
        fits.forEach(fit -> table.row(
                RowTable.words(fit.product() + " / " + fit.group()),
                RowTable.words(fit.part()),
                RowTable.words(result(fit))));
        return table;
    }

    private static String result(ImageFit fit) {
        return switch (fit.result()) {
            case FITS -> text("images.checks.fit");
            case TOO_LARGE_FOR_PART ->
                text(
                        "images.checks.too-large",
                        Amount.bytes(number(fit.needed())),
                        Amount.bytes(number(fit.available())));
            case ABI_NOT_PROVIDED ->
                text(
                        "images.checks.not-provided",
                        Long.toString(number(fit.identity())),
                        Long.toString(number(fit.needed())),
                        Long.toString(number(fit.available())));
        };
    }

    private static long number(@Nullable Long value) {
        return Objects.requireNonNull(value);
    }
}
