"""Every setting, from the environment or a `.env` file in the working folder."""

from functools import cached_property
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import CorpusError


class Settings(BaseSettings):
    """What can be set. `.env.example` names each; a test keeps the two alike."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    home: Path = Field(
        default=Path("data"),
        validation_alias="DATELINE_HOME",
        description="The folder that holds everything Dateline keeps.",
    )
    embedding_model: str = Field(
        default="all-MiniLM-L6-v2",
        validation_alias="DATELINE_EMBEDDING_MODEL",
        description="A sentence-transformers model: the built-in one, a folder, or a hub name.",
    )
    question_prompt: str | None = Field(
        default=None,
        validation_alias="DATELINE_QUESTION_PROMPT",
        description='Put before each question, for embedding models that want it ("query: ").',
    )
    passage_prompt: str | None = Field(
        default=None,
        validation_alias="DATELINE_PASSAGE_PROMPT",
        description='Put before each passage, for embedding models that want it ("passage: ").',
    )
    reranker: str | None = Field(
        default=None,
        validation_alias="DATELINE_RERANKER",
        description="A cross-encoder that puts the best hits in its own order: a folder, or a hub name.",
    )
    chroma_url: str | None = Field(
        default=None,
        validation_alias="CHROMA_URL",
        description="A Chroma server for the vectors (http://host:port), instead of the home folder.",
    )
    model: str | None = Field(
        default=None,
        validation_alias="DATELINE_MODEL",
        description='The language model that answers, as "provider:name"; unset: quotes only.',
    )
    model_url: str | None = Field(
        default=None,
        validation_alias="DATELINE_MODEL_URL",
        description="Where that model is served, for Ollama and OpenAI-compatible servers.",
    )
    model_key: SecretStr | None = Field(
        default=None,
        validation_alias="DATELINE_MODEL_KEY",
        description="The key for that model; unset: the provider's own variable (OPENAI_API_KEY, ...).",
    )
    model_timeout: float = Field(
        default=60,
        gt=0,
        validation_alias="DATELINE_MODEL_TIMEOUT",
        description="Seconds after which a model that has not finished is given up.",
    )

    fetch_hosts: str = Field(
        default="",
        validation_alias="DATELINE_FETCH_HOSTS",
        description="Internal hosts, addresses or networks that may be fetched from, parted by commas.",
    )
    contact: str | None = Field(
        default=None,
        validation_alias="DATELINE_CONTACT",
        description="A page or mail address that is told to every server Dateline fetches from.",
    )

    @cached_property
    def key(self) -> str | None:
        """The model's key in clear; never to be shown or logged."""
        return self.model_key.get_secret_value() if self.model_key else None


def load() -> Settings:
    """Read the settings. Raises CorpusError where one of them is not valid."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise CorpusError(f"The setting {name} is not valid: {first['msg']}. See .env.example.") from error
