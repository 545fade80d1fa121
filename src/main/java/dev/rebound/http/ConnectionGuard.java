package dev.rebound.http;

import dev.rebound.http.ErrorResponses.BrokenRequest;
import dev.rebound.http.ReadDeadline.Awaited;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

/**
 * Responds to the broken requests of one connection and closes it. Vert.x would send an empty body,
 * or close the connection without a response. A request that arrives too slowly is broken, too.
 * Also keeps the connection of a client that has closed its sending side until all its requests
 * have their responses. For one event loop.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
  private static final String REQUEST_ID = "X-Request-Id";

  private final ErrorWriter errors;
  private final ReadDeadline deadline;
  private String requestId;
  // Requests whose responses have not ended, also the one whose body arrives.
  private int unanswered;
  private boolean isBodyOpen;
  private boolean isResponding;
  private boolean isInputClosed;
  private boolean isClosing;
  // The status of the broken request; 0 while no request is broken.
  private int failure;

  ConnectionGuard(ErrorResponses errors, ReadLimits limits) {
    this.errors = new ErrorWriter(errors);
    this.deadline = new ReadDeadline(limits, this::expired);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    deadline.await(context, Awaited.FIRST_REQUEST);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    deadline.cancel();
  }

  private void expired(ChannelHandlerContext context, Awaited missing) {
    if (missing == Awaited.HEAD || missing == Awaited.BODY) {
      fail(context, HttpResponseStatus.REQUEST_TIMEOUT.code());
    } else {
      context.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (failure > 0) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request) {
      requestId = request.headers().get(REQUEST_ID);
    }
    Throwable cause = ((HttpObject) message).decoderResult().cause();
    if (cause != null) {
      ReferenceCountUtil.release(message);
      fail(context, isBodyOpen ? HttpResponseStatus.BAD_REQUEST.code() : status(cause));
      return;
    }
    if (message instanceof HttpRequest) {
      unanswered++;
      isBodyOpen = true;
      deadline.await(context, Awaited.BODY);
    }
    if (message instanceof HttpContent content) {
      deadline.received(content.content().readableBytes());
    }
    if (message instanceof LastHttpContent) {
      isBodyOpen = false;
      deadline.await(context, unanswered > 0 ? Awaited.NOTHING : Awaited.NEXT_REQUEST);
    }
    context.fireChannelRead(message);
  }

  private static int status(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return HttpResponseStatus.REQUEST_URI_TOO_LONG.code();
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.code();
    }
    return cause instanceof UnsupportedVersionException
        ? HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED.code()
        : HttpResponseStatus.BAD_REQUEST.code();
  }

  private void fail(ChannelHandlerContext context, int status) {
    failure = status;
    deadline.cancel();
    respondIfNext(context);
  }

  /** Responds to the broken request, once the responses to all requests before it have ended. */
  private void respondIfNext(ChannelHandlerContext context) {
    int before = isBodyOpen ? unanswered - 1 : unanswered;
    if (before > 0 || isResponding) {
      return;
    }
    if (before < 0) {
      closeWhenWritten(context);
    } else {
      isClosing = true;
      errors.write(context, new BrokenRequest(failure, Optional.ofNullable(requestId), isBodyOpen));
    }
  }

  private void closeWhenWritten(ChannelHandlerContext context) {
    isClosing = true;
    context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    // A file is no HttpObject.
    if (isClosing) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
      return;
    }
    context.write(message, promise);
    if (message instanceof HttpResponse head) {
      // 100 Continue precedes the response.
      isResponding = head.status().codeClass() != HttpStatusClass.INFORMATIONAL;
    }
    if (isResponding && message instanceof LastHttpContent) {
      responseEnded(context);
    }
  }

  private void responseEnded(ChannelHandlerContext context) {
    isResponding = false;
    unanswered--;
    if (failure > 0) {
      respondIfNext(context);
    } else if (isInputClosed && unanswered == 0) {
      closeWhenWritten(context);
    } else if (unanswered == 0 && deadline.awaited() == Awaited.NOTHING) {
      deadline.await(context, Awaited.NEXT_REQUEST);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == StrictRequestDecoder.PARTIAL_HEAD) {
      if (failure == 0 && deadline.awaited() != Awaited.HEAD) {
        requestId = null;
        deadline.await(context, Awaited.HEAD);
      }
      return;
    }
    if (event instanceof ChannelInputShutdownEvent) {
      isInputClosed = true;
      if (isClosing || failure == 0 && unanswered == 0) {
        context.close();
      } else if (failure == 0 && isBodyOpen) {
        fail(context, HttpResponseStatus.BAD_REQUEST.code());
      }
    }
    context.fireUserEventTriggered(event);
  }
}
