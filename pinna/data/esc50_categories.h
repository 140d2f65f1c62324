// The class names of ESC-50, by number.
#pragma once

#include <array>
#include <string_view>

namespace pinna::data {

// clang-format off
/// Categories in the order of ESC-50's target numbers.
inline constexpr std::array<std::string_view, 50> esc50_categories{
    "dog", "rooster", "pig", "cow", "frog",
    "cat", "hen", "insects", "sheep", "crow",
    "rain", "sea_waves", "crackling_fire", "crickets", "chirping_birds",
    "water_drops", "wind", "pouring_water", "toilet_flush", "thunderstorm",
    "crying_baby", "sneezing", "clapping", "breathing", "coughing",
    "footsteps", "laughing", "brushing_teeth", "snoring", "drinking_sipping",
    "door_wood_knock", "mouse_click", "keyboard_typing", "door_wood_creaks", "can_opening",
    "washing_machine", "vacuum_cleaner", "clock_alarm", "clock_tick", "glass_breaking",
    "helicopter", "chainsaw", "siren", "car_horn", "engine",
    "train", "church_bells", "airplane", "fireworks", "hand_saw"};

/// Major categories; a category belongs to number target / 10.
inline constexpr std::array<std::string_view, 5> esc50_major_categories{
    "animals", "natural_soundscapes_and_water", "human_non_speech",
    "interior_domestic", "exterior_urban"};
// clang-format on

}  // namespace pinna::data
