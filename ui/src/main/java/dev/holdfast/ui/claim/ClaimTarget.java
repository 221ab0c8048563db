package dev.holdfast.ui.claim;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.product.NoGroup;
import java.util.List;

/** Which group devices are claimed into: a product, then one of its groups; or none yet. */
final class ClaimTarget extends Div {
    private static final String WITHOUT =
            "They are offered the operating system in Retail, and no application until they are moved into a group";

    private final Select<String> product = new Select<>();
    private final Select<String> group = new Select<>();

    /** Offers {@code targets}, at least one, and chooses the first; {@code changed} is called when another one is chosen. */
    ClaimTarget(List<ClaimList.Target> targets, Runnable changed) {
        addClassName("hf-form-row");
        product.setLabel("Product");
        group.setLabel("Device group");
        product.setItems(
                targets.stream().map(ClaimList.Target::product).distinct().toList());
        product.setItemLabelGenerator(name -> NoGroup.isNamed(name) ? "No group yet" : name);
        product.addValueChangeListener(change -> {
            boolean none = NoGroup.isNamed(change.getValue());
            group.setVisible(!none);
            product.setHelperText(none ? WITHOUT : "");
            group.setItems(targets.stream()
                    .filter(target -> target.product().equals(change.getValue()))
                    .map(ClaimList.Target::group)
                    .toList());
            group.setValue(group.getListDataView().getItem(0));
        });
        product.setValue(targets.getFirst().product());
        group.addValueChangeListener(change -> changed.run());
        add(product, group);
    }

    /** Returns whether there is one: between two products there is none. */
    boolean isChosen() {
        return group.getValue() != null;
    }

    ClaimList.Target chosen() {
        return new ClaimList.Target(product.getValue(), group.getValue());
    }
}
