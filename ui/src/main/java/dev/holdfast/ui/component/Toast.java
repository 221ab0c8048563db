package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import dev.holdfast.contract.problem.Problem;
import java.time.Duration;

/** Short messages about the last action. A success disappears by itself; a failure stays until it is closed. */
public final class Toast {
    private static final Duration SUCCESS = Duration.ofSeconds(5);

    private Toast() {}

    public static void done(String sentence) {
        Notification notification =
                Notification.show(sentence, (int) SUCCESS.toMillis(), Notification.Position.BOTTOM_END);
        notification.addThemeVariants(NotificationVariant.SUCCESS);
    }

    /** Shows a failure with links to resolve it. */
    public static void failed(Problem problem, Component... waysOn) {
        Notification notification = new Notification();
        notification.setPosition(Notification.Position.BOTTOM_END);
        notification.setAssertive(true);
        notification.addThemeVariants(NotificationVariant.ERROR);
        Button close = new Button(text("button.close"), clicked -> notification.close());
        close.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        Div content = new Div(new ProblemText(problem));
        content.add(waysOn);
        content.add(close);
        content.addClassName("hf-toast");
        notification.add(content);
        notification.open();
    }
}
