package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.image.ImageChecks;
import dev.holdfast.contract.operator.image.ImageFit;
import dev.holdfast.contract.operator.image.ImageFitResult;
import dev.holdfast.contract.operator.image.ImageInterface;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.image.ImageClient;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** The images of the fake fleet. */
public final class FakeImages implements ImageClient {
    /** Received requests, such as {@code type:Applications from null}: the filter and the cursor. */
    public final List<String> asked = new ArrayList<>();

    /** Number of copies of each image in the list. */
    public int times = 1;

    private final FakeFleet fleet;
    private volatile boolean tentative;

    public FakeImages(FakeFleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public RestResponse<List<ImageView>> page(String catalog, ListRequest request) {
        asked.add(request.filter() + " from " + request.cursor());
        List<ImageView> found =
                catalog.equals("fabrikam") ? List.of() : fleet.images(request.filter() == null ? "" : request.filter());
        return FakePages.of(
                Collections.nCopies(times, found).stream().flatMap(List::stream).toList(),
                request.cursor(),
                request.limit());
    }

    @Override
    public ImageView upload(String catalog, boolean isTentative, File imagePackage) {
        tentative = isTentative;
        return fleet.images().getFirst();
    }

    /** Returns whether the newest upload was tentative. */
    boolean tentative() {
        return tentative;
    }

    @Override
    public InputStream content(String catalog, String image) {
        return new ByteArrayInputStream(new byte[70_000]);
    }

    @Override
    public ImageChecks checks(String catalog, String image) {
        return new ImageChecks(
                List.of(new ImageInterface(3, 17)),
                List.of(),
                List.of(
                        new ImageFit("Kettle", "Field", "MT3620AN", ImageFitResult.FITS, null, null, null),
                        new ImageFit(
                                "Kettle", "Lab", "MT3620AN", ImageFitResult.TOO_LARGE_FOR_PART, null, 2048L, 1024L),
                        new ImageFit("Toaster", "Field", "MT3620AN", ImageFitResult.ABI_NOT_PROVIDED, 3L, 17L, 16L)));
    }
}
