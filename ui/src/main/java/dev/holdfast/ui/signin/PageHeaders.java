package dev.holdfast.ui.signin;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.util.Base64;
import org.jsoup.nodes.Element;

/**
 * Sets the Content-Security-Policy of every page: scripts only from this origin or with this response's nonce, nothing from other origins,
 * and no site may show the page in a frame. Vaadin's client needs {@code unsafe-eval} for scripts from the server; its components need
 * {@code unsafe-inline} styles.
 */
@ApplicationScoped
public class PageHeaders {
    private static final int NONCE_BYTES = 18;

    private final SecureRandom random = new SecureRandom();

    void start(@Observes ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(this::protect);
    }

    private void protect(IndexHtmlResponse page) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getUrlEncoder().encodeToString(bytes);
        for (Element script : page.getDocument().getElementsByTag("script")) {
            script.attr("nonce", nonce);
        }
        VaadinResponse response = page.getVaadinResponse();
        response.setHeader("Content-Security-Policy", policy(nonce));
        response.setHeader("Cache-Control", "no-store");
    }

    static String policy(String nonce) {
        return String.join(
                "; ",
                "default-src 'self'",
                "script-src 'self' 'nonce-" + nonce + "' 'unsafe-eval'",
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data:",
                "font-src 'self' data:",
                "connect-src 'self'",
                "object-src 'none'",
                "base-uri 'self'",
                "form-action 'self'",
                "frame-ancestors 'none'");
    }
}
