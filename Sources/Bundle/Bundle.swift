// Bundle
