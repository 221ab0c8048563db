package dev.holdfast.ui.device;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.shell.Go;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;

/** The links in the heading of the device list. */
final class DeviceListLinks extends Div {
    private final Anchor jobs = new Anchor("", "Jobs");
    private final Anchor transfers = new Anchor("", "Transfers");
    private final Button adding = new Button("Add devices", Icon.PLUS.draw());
    private String catalog = "";

    DeviceListLinks() {
        addClassName("hf-actions");
        adding.addThemeVariants(ButtonVariant.PRIMARY);
        adding.addClickListener(clicked -> Go.to(this, Links.addDevices(catalog)));
        add(jobs, transfers, adding);
    }

    /** Shows what the visitor may follow; {@code managing} in some part of the catalog leads to jobs. */
    void show(Visit visit, boolean managing) {
        catalog = visit.catalog();
        jobs.setHref(Links.jobs(catalog));
        jobs.setVisible(visit.may(Act.READ) || managing);
        transfers.setHref(Links.transfers(catalog));
        transfers.setVisible(visit.may(Act.READ));
        adding.setVisible(visit.may(Role.CONTRIBUTOR));
    }
}
