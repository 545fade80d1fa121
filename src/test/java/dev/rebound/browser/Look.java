package dev.rebound.browser;

import com.microsoft.playwright.options.ColorScheme;

/** A screen and a theme. */
enum Look {
  DESKTOP(1280, 800, ColorScheme.LIGHT),
  DARK_DESKTOP(1280, 800, ColorScheme.DARK),
  PHONE(360, 740, ColorScheme.LIGHT),
  DARK_PHONE(360, 740, ColorScheme.DARK);

  private final int width;
  private final int height;
  private final ColorScheme theme;

  Look(int width, int height, ColorScheme theme) {
    this.width = width;
    this.height = height;
    this.theme = theme;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  ColorScheme theme() {
    return theme;
  }
}
