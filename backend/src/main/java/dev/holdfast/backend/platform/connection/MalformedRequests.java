package dev.holdfast.backend.platform.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.problem.Problems;
import dev.holdfast.backend.platform.problem.RequestId;
import dev.holdfast.contract.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Optional;

/** Finds requests that HTTP/1.1 (RFC 9112) forbids and that Vert.x would answer without a problem document or not at all. */
final class MalformedRequests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MalformedRequests() {}

    /** Returns the response to a malformed request or part of a body; empty when it is well-formed. */
    static Optional<FullHttpResponse> refusal(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            return part instanceof HttpRequest
                    ? Optional.of(undecodable(part.decoderResult().cause()))
                    : malformed("The chunks of the body are malformed.");
        }
        return part instanceof HttpRequest request ? refusal(request) : Optional.empty();
    }

    private static FullHttpResponse undecodable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line ->
                response(HttpResponseStatus.REQUEST_URI_TOO_LONG, "The request line is too long.");
            case TooLongHttpHeaderException headers ->
                response(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too long.");
            default ->
                response(HttpResponseStatus.BAD_REQUEST, "The request is not HTTP/1.1: its headers are malformed.");
        };
    }

    private static Optional<FullHttpResponse> refusal(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (request.protocolVersion().majorVersion() != 1) {
            return Optional.of(response(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "Use HTTP/1.1."));
        }
        int hosts = headers.getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            return malformed("The request needs exactly one Host header.");
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty()
                && !(codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst()))) {
            return malformed("The only transfer coding is chunked.");
        }
        if (headers.contains(HttpHeaderNames.EXPECT) && !HttpUtil.is100ContinueExpected(request)) {
            return Optional.of(
                    response(HttpResponseStatus.EXPECTATION_FAILED, "The only expectation is 100-continue."));
        }
        return Optional.empty();
    }

    private static Optional<FullHttpResponse> malformed(String detail) {
        return Optional.of(response(HttpResponseStatus.BAD_REQUEST, detail));
    }

    private static FullHttpResponse response(HttpResponseStatus status, String detail) {
        Problem problem = Problems.ofHttp(status.code(), detail, RequestId.fresh());
        ByteBuf body = Unpooled.wrappedBuffer(json(problem));
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(RequestId.HEADER, String.valueOf(problem.requestId()));
        return response;
    }

    private static byte[] json(Problem problem) {
        try {
            return JSON.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the problem as JSON", e);
        }
    }
}
