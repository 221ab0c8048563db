package dev.holdfast.ui.image;

import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.reference.ReferenceClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Whether what uploaded images measure as counts; read as far as somebody asks, since values have another order than images. */
final class Standings {
    private final ReferenceClient client;
    private final String catalog;
    private final Map<ImageId, ReferenceValueView> byImage = new HashMap<>();
    private int read;
    private boolean complete;

    Standings(ReferenceClient client, String catalog) {
        this.client = client;
        this.catalog = catalog;
    }

    /** Returns the value of an image; empty when there is none. */
    Optional<ReferenceValueView> of(ImageId image) {
        while (!complete && !byImage.containsKey(image)) {
            readOn();
        }
        return Optional.ofNullable(byImage.get(image));
    }

    private void readOn() {
        ReferencePage page = client.page(catalog, null, ReferenceOrigin.UPLOAD, null, read, LinkedPages.MOST);
        page.values().forEach(value -> byImage.put(value.image(), value));
        read += page.values().size();
        complete = page.values().isEmpty() || read >= page.total();
    }
}
