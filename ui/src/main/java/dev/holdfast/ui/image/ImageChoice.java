package dev.holdfast.ui.image;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBoxI18n;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.component.ImpactWords;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses the images of a deployment or a rollout. */
public final class ImageChoice extends MultiSelectComboBox<ImageView> {
    public ImageChoice(List<ImageView> choice) {
        super(text("deploy.images"));
        setItems(choice);
        setI18n(new MultiSelectComboBoxI18n()
                .setCleared(text("deploy.images.cleared"))
                .setFocused(text("deploy.images.focused"))
                .setSelected(text("deploy.images.selected"))
                .setDeselected(text("deploy.images.deselected"))
                .setTotal(text("deploy.images.total", "{count}")));
        setItemLabelGenerator(ImageChoice::label);
        setHelperText(text(choice.isEmpty() ? "deploy.no-images" : "deploy.images-hint"));
    }

    /** Returns the rule for a choice, in one sentence. */
    public static String rule() {
        return text("deploy.images-rule", NewDeployment.MAX_IMAGES);
    }

    /** Returns whether images can be deployed together. */
    public static boolean isDeployable(Set<ImageView> chosen) {
        Set<Object> components = new HashSet<>();
        return !chosen.isEmpty()
                && chosen.size() <= NewDeployment.MAX_IMAGES
                && chosen.stream().allMatch(image -> components.add(image.component()));
    }

    /** Names two chosen images of the same component, in one sentence. Empty if there are none. */
    public String clash() {
        Map<ComponentId, ImageView> chosen = new HashMap<>();
        for (ImageView image : getValue()) {
            ImageView other = chosen.putIfAbsent(image.component(), image);
            if (other != null) {
                return text("deploy.images-clash", label(other), label(image));
            }
        }
        return "";
    }

    private static String label(ImageView image) {
        return ImpactWords.name(image) + " · " + image.type() + " · "
                + image.id().text().substring(0, 8);
    }

    public List<ImageId> ids() {
        return getValue().stream().map(ImageView::id).toList();
    }
}
