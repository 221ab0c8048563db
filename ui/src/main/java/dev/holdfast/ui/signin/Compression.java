package dev.holdfast.ui.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses style sheets and the updates of pages with gzip. Quarkus cannot do this with servlets (quarkus#53645).
 *
 * <p>The length of a compressed response can reveal a secret beside text of an attacker (BREACH). HTML pages and the first response of a
 * page contain the session's security key and are never compressed. Updates require a POST with this key, so other sites cannot trigger
 * them.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class Compression extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String GZIP = "gzip";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        String query = String.valueOf(request.getQueryString());
        boolean update = request.getMethod().equals("POST") && query.startsWith("v-r=uidl&");
        boolean css = request.getRequestURI().endsWith(".css") && !query.contains("v-r=");
        if (accepted != null && accepted.contains(GZIP) && (update || css)) {
            Buffered buffered = new Buffered(response);
            chain.doFilter(request, buffered);
            buffered.send();
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Buffers the whole body. The update of a large list has 255 KB. */
    private static final class Buffered extends HttpServletResponseWrapper {
        private final HttpServletResponse response;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final PrintWriter writer = new PrintWriter(bytes, false, StandardCharsets.UTF_8);

        private Buffered(HttpServletResponse response) {
            super(response);
            this.response = response;
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public void write(int octet) {
                    bytes.write(octet);
                }

                @Override
                public void write(byte[] content, int offset, int count) {
                    bytes.write(content, offset, count);
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new IllegalStateException("the console does not support asynchronous writes");
                }
            };
        }

        @Override
        public PrintWriter getWriter() {
            return writer;
        }

        @Override
        public void flushBuffer() {
            // Does nothing: send() writes the complete body.
        }

        private void send() throws IOException {
            writer.flush();
            if (bytes.size() == 0) {
                return;
            }
            if (response.getStatus() == SC_OK && response.getHeader(HttpHeaders.CONTENT_ENCODING) == null) {
                byte[] plain = bytes.toByteArray();
                bytes.reset();
                try (OutputStream compressed = new GZIPOutputStream(bytes)) {
                    compressed.write(plain);
                }
                response.setHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
                response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            }
            response.setContentLength(bytes.size());
            bytes.writeTo(response.getOutputStream());
        }
    }
}
