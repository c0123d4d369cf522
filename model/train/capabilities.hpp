// SPDX-License-Identifier: MIT
// What a model can do and be asked: panels, insight and reports ask this, and never what kind it is.
#pragma once

namespace wordfield::inline train {

struct Capabilities {
    bool trains = true;         ///< has steps to make; else its vectors are as a file had them
    bool layers = false;        ///< blocks and a residual stream: a word's vector depends on those before it
    bool attention = false;     ///< heads, which can be looked at and silenced
    bool next_token = false;    ///< a distribution over what comes next, with a softmax over all words
    bool cross_entropy = false; ///< its loss is the text's cross-entropy, nats a token: the text's entropy is
                                ///< its floor, and log V what guessing costs; else that of negative sampling
    bool output_table = false;  ///< words as neighbours have vectors of their own
    bool optimizer = false;     ///< has moments, and another optimiser can be chosen
    bool window_gradients = false; ///< learns from windows, which can be asked how hard each pulls on a row
    bool threads = false;          ///< a step uses as many threads as it is given
};

} // namespace wordfield::inline train
