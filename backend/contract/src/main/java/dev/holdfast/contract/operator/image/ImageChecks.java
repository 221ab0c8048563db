package dev.holdfast.contract.operator.image;

import java.util.List;

/**
 * Results of the checks of an image. Its upload has checked format, type, signature, name and component.
 *
 * @param needs interfaces (ABIs) that the image needs
 * @param provides interfaces (ABIs) that the image provides
 * @param fits whether the image fits the parts of each device group, by product, group and part, at most 1,000; empty for images of the
 *     operating system, which come with an OS feed
 */
public record ImageChecks(List<ImageInterface> needs, List<ImageInterface> provides, List<ImageFit> fits) {
    /** Copies the lists. */
    public ImageChecks {
        needs = List.copyOf(needs);
        provides = List.copyOf(provides);
        fits = List.copyOf(fits);
    }
}
